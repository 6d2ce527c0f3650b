import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { mcp } from '../../texts/en/mcp.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Section } from '../../ui/Page.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { ContentView, type McpContent } from './ContentView.tsx'
import { promptsOf, type Server } from './data.ts'
import { McpServerPromptDocument, type McpServerPromptQuery, type McpServerPromptsQuery } from './generated/offers.ts'
import styles from './ListAndDetail.module.css'

const route = getRouteApi('/shell/mcp/servers/$server')
const texts = mcp.prompts

type Prompt = McpServerPromptsQuery['mcpPrompts']['prompts'][number]

/** The prompts that the server offers to people, each filled in by a form. */
export function PromptsTab({ server }: { server: Server }) {
  const { data, error, refetch } = useQuery(promptsOf(server.name))
  const { prompt: chosen } = route.useSearch()
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return <Skeleton lines={4} />
  const { prompts } = data.mcpPrompts
  const prompt = prompts.find(({ name }) => name === chosen)
  if (prompts.length === 0) return <p className={styles.soft}>{texts.none}</p>
  return (
    <div className={styles.columns}>
      <nav aria-label={texts.list}>
        <ul className={styles.list}>
          {prompts.map(({ name, title, description }) => (
            <li key={name}>
              <Link
                to="/mcp/servers/$server"
                params={{ server: server.name }}
                search={{ tab: 'prompts', prompt: name }}
                replace
                aria-current={name === chosen}
                className={styles.link}
              >
                <b>{title ?? name}</b>
                <span className={styles.soft}>{description}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {prompt ? <PromptDetail key={prompt.name} server={server} prompt={prompt} /> : <p className={styles.soft}>{texts.choose}</p>}
    </div>
  )
}

function PromptDetail({ server, prompt }: { server: Server; prompt: Prompt }) {
  const [filled, setFilled] = useState<McpServerPromptQuery['mcpPrompt']>()
  const form = useForm<{ arguments: unknown }, McpServerPromptQuery>({
    initial: { arguments: {} },
    submit: (values) => ask(McpServerPromptDocument, { server: { id: server.id }, name: prompt.name, arguments: values.arguments }),
    onDone: ({ mcpPrompt }) => setFilled(mcpPrompt),
  })
  return (
    <div className={styles.detail}>
      <h2>{prompt.name}</h2>
      <p className={styles.description}>{prompt.description}</p>
      <div className={styles.form}>
        <Form form={form} action={texts.fill}>
          {prompt.arguments.length > 0 && <SchemaForm schema={schemaOf(prompt)} label={mcp.tools.arguments} {...form.bind('arguments')} />}
        </Form>
      </div>
      {filled && (
        <Section title={texts.messages}>
          {filled.messages.map(({ role, content }, index) => (
            <div key={index} className={styles.detail}>
              <h3>{role.toLowerCase()}</h3>
              <ContentView content={content as McpContent} />
            </div>
          ))}
        </Section>
      )}
    </div>
  )
}

/** What a prompt is filled in with, as a schema: texts, all of them. */
function schemaOf(prompt: Prompt): JsonSchema {
  const properties = prompt.arguments.map(({ name, description }) => [name, { type: 'string', ...(description && { description }) }])
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: prompt.arguments.flatMap(({ name, required }) => (required ? [name] : [])),
  }
}
