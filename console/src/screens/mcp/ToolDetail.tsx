import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { mcp } from '../../texts/en/mcp.ts'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { curlOf, graphqlOf } from '../../ui/snippets.ts'
import { ContentView, type McpContent } from './ContentView.tsx'
import type { Server, Tool } from './data.ts'
import { TryMcpToolDocument } from './generated/mcp.ts'
import styles from './ListAndDetail.module.css'

const texts = mcp.tools

/** What a tool does and takes; a form for trying it, and what came of that. */
export function ToolDetail({ server, tool }: { server: Server; tool: Tool }) {
  const [result, setResult] = useState<Record<string, unknown>>()
  const form = useForm<{ arguments: unknown }, { executeMcpTool: { result: Record<string, unknown> } }>({
    initial: { arguments: {} },
    draft: `mcp-tool/${server.id}/${tool.name}`,
    submit(values) {
      setResult(undefined)
      return ask(TryMcpToolDocument, { server: { id: server.id }, tool: tool.name, arguments: values.arguments ?? {} })
    },
    onDone: ({ executeMcpTool }) => setResult(executeMcpTool.result),
  })
  const call = { server: { name: server.name }, tool: tool.name, arguments: form.values.arguments }
  const path = `/api/v1/mcp-servers/${encodeURIComponent(server.name)}/tools/${encodeURIComponent(tool.name)}/execute`
  return (
    <div className={styles.detail}>
      <div className={styles.head}>
        <h2>{tool.name}</h2>
        {tool.readOnly && <span className={styles.mark}>{texts.readOnly}</span>}
        {tool.requiresApproval && <span className={styles.mark}>{texts.asks}</span>}
        <span className={styles.actions}>
          <CopyAs
            title={mcp.copyTitle}
            snippets={{ curl: curlOf('POST', path, { arguments: form.values.arguments }), GraphQL: graphqlOf(TryMcpToolDocument, call) }}
          />
        </span>
      </div>
      <p className={styles.description}>{tool.description}</p>
      <Allowed permission="sinas.mcp.execute:all">
        <div className={styles.form}>
          <Form form={form} action={texts.try}>
            <SchemaForm schema={tool.inputSchema as JsonSchema} label={texts.arguments} {...form.bind('arguments')} />
          </Form>
        </div>
      </Allowed>
      {result && <Result result={result} />}
      <details>
        <summary>{texts.schema}</summary>
        <JsonView value={tool.inputSchema} depth={4} />
      </details>
      {tool.outputSchema && (
        <details>
          <summary>{texts.outputSchema}</summary>
          <JsonView value={tool.outputSchema} depth={4} />
        </details>
      )}
    </div>
  )
}

function Result({ result }: { result: Record<string, unknown> }) {
  const { content, structuredContent, isError } = result as { content?: McpContent[]; structuredContent?: unknown; isError?: boolean }
  return (
    <Section title={texts.result}>
      {isError && <p className={styles.failed}>{texts.failed}</p>}
      {content?.map((each, index) => (
        <ContentView key={index} content={each} />
      ))}
      {structuredContent !== undefined && (
        <>
          <h3>{texts.structured}</h3>
          <JsonView value={structuredContent} depth={3} />
        </>
      )}
    </Section>
  )
}
