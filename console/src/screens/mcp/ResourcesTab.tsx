import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { mcp } from '../../texts/en/mcp.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { resourceOf, resourcesOf, type Server, templatesOf } from './data.ts'
import styles from './ListAndDetail.module.css'

const route = getRouteApi('/shell/mcp/servers/$server')
const texts = mcp.resources

/** What the server can be asked to read, and what that holds. */
export function ResourcesTab({ server }: { server: Server }) {
  const { uri } = route.useSearch()
  return (
    <div className={styles.columns}>
      <div className={styles.nav}>
        <Resources server={server} chosen={uri} />
        <Templates server={server} />
      </div>
      <div className={styles.detail}>
        <ReadForm key={uri} uri={uri ?? ''} />
        {uri && <Contents server={server} uri={uri} />}
      </div>
    </div>
  )
}

function Resources({ server, chosen }: { server: Server; chosen: string | undefined }) {
  const [cursors, setCursors] = useState<(string | null)[]>([null])
  const cursor = cursors.at(-1) ?? null
  const { data, error, refetch } = useQuery(resourcesOf(server.name, cursor))
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return <Skeleton lines={4} />
  const { resources, nextCursor } = data.mcpResources
  return (
    <Section title={texts.list}>
      {resources.length === 0 && <p className={styles.soft}>{texts.none}</p>}
      <ul className={styles.list}>
        {resources.map(({ uri, name, title, description }) => (
          <li key={uri}>
            <Link
              to="/mcp/servers/$server"
              params={{ server: server.name }}
              search={{ tab: 'resources', uri }}
              replace
              aria-current={uri === chosen}
              className={styles.link}
            >
              <b>{title ?? name}</b>
              <span className={styles.soft}>{description ?? uri}</span>
            </Link>
          </li>
        ))}
      </ul>
      {nextCursor && <Button onClick={() => setCursors([...cursors, nextCursor])}>{texts.more}</Button>}
    </Section>
  )
}

function Templates({ server }: { server: Server }) {
  const { data } = useQuery(templatesOf(server.name))
  const templates = data?.mcpResourceTemplates.resourceTemplates ?? []
  if (templates.length === 0) return null
  return (
    <Section title={texts.templates}>
      <ul className={styles.list}>
        {templates.map(({ uriTemplate, name, title }) => (
          <li key={uriTemplate}>
            <Link
              to="/mcp/servers/$server"
              params={{ server: server.name }}
              search={{ tab: 'resources', uri: uriTemplate }}
              replace
              className={styles.link}
            >
              <b>{title ?? name}</b>
              <span className={styles.soft}>{uriTemplate}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function ReadForm({ uri }: { uri: string }) {
  const navigate = route.useNavigate()
  const [text, setText] = useState(uri)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void navigate({ search: { tab: 'resources', uri: text.trim() || undefined }, replace: true })
      }}
    >
      <Field label={texts.uri} hint={texts.uriHint}>
        <TextInput isCode value={text} onChange={setText} />
      </Field>
      <Button type="submit">{texts.read}</Button>
    </form>
  )
}

function Contents({ server, uri }: { server: Server; uri: string }) {
  const isTemplate = /\{[^}]*\}/.test(uri)
  const { data, error, refetch } = useQuery({ ...resourceOf(server.name, uri), enabled: !isTemplate })
  if (isTemplate) return null
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return <Skeleton lines={4} />
  return (
    <Section title={texts.contents}>
      {data.mcpResource.contents.map(({ uri: each, mimeType, text, blob }, index) => (
        <div key={`${each} ${index}`} className={styles.detail}>
          <p className={styles.soft}>{[each, mimeType].filter(Boolean).join(', ')}</p>
          {blob !== null && <p className={styles.soft}>{texts.bytes}</p>}
          <pre className={styles.text} tabIndex={0}>
            {text ?? blob}
          </pre>
        </div>
      ))}
    </Section>
  )
}
