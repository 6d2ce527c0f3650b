import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { HrefLink } from '../../app/HrefLink.tsx'
import { logs } from '../../texts/en/logs.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDuration } from '../../ui/format.ts'
import { JsonView } from '../../ui/JsonView.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { curlOf } from '../../ui/snippets.ts'
import { Time } from '../../ui/Time.tsx'
import { oneRequest } from './data.ts'
import type { LogRequestQuery } from './generated/logs.ts'
import styles from './LogsScreen.module.css'
import { StatusCode } from './StatusCode.tsx'

type Request = LogRequestQuery['requestLogs']['nodes'][number]

const route = getRouteApi('/shell/logs/$id')
const texts = logs.request
/** Before and after a request, of what is shown around it. */
const AROUND_SECONDS = 60

/** One request whole, and where it leads. */
export function RequestScreen() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(oneRequest(id))
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return null
  const [request] = data.requestLogs.nodes
  if (request) return <RequestPage request={request} />
  return (
    <EmptyState
      heading="h1"
      title={texts.gone.title}
      action={
        <Link to="/logs" className={buttonClass()}>
          {texts.gone.back}
        </Link>
      }
    >
      {texts.gone.text}
    </EmptyState>
  )
}

function RequestPage({ request }: { request: Request }) {
  return (
    <Page
      title={
        <span className={styles.path}>
          {request.method} {request.path}
        </span>
      }
      aside={<StatusCode code={request.statusCode} />}
      actions={
        request.path.startsWith('/graphql') ? undefined : (
          <CopyAs title={texts.copyTitle} snippets={{ curl: curlOf(request.method, pathOf(request), request.requestBody ?? undefined) }} />
        )
      }
    >
      <div className={styles.page}>
        {request.errorMessage && (
          <section className={styles.failure} aria-label={texts.error}>
            <h2>{request.errorMessage}</h2>
            <p className={styles.soft}>{request.errorType}</p>
          </section>
        )}
        <RequestFacts request={request} />
        <div className={styles.columns}>
          <div className={styles.column}>
            <Section title={texts.body}>
              {request.requestBody === null ? <p className={styles.soft}>{texts.noBody}</p> : <JsonView value={request.requestBody} />}
            </Section>
            <Section title={texts.query}>
              {request.queryParams === null ? <p className={styles.soft}>{texts.noQuery}</p> : <JsonView value={request.queryParams} />}
            </Section>
            <p className={styles.soft}>{texts.hidden}</p>
          </div>
          <Section title={texts.leads}>
            <Leads request={request} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

function RequestFacts({ request }: { request: Request }) {
  const { operation, permissionUsed, hasPermission, group } = request
  return (
    <Facts
      facts={[
        [texts.facts.at, <Time key="at" at={request.timestamp} look="exact" />],
        [texts.facts.took, formatDuration(request.responseTimeMs)],
        request.responseSizeBytes > 0 && [texts.facts.size, <Bytes key="size" value={request.responseSizeBytes} />],
        [texts.facts.user, request.userEmail || texts.stranger],
        permissionUsed !== '' && [texts.facts.permission, hasPermission ? permissionUsed : `${permissionUsed} (${texts.refused})`],
        operation && [texts.facts.operation, `${operation.kind.toLowerCase()} ${operation.name ?? ''}`],
        group && [texts.facts.group, group.name],
        [texts.facts.address, request.ipAddress],
        request.userAgent !== '' && [texts.facts.agent, request.userAgent],
        request.referer !== '' && [texts.facts.referer, request.referer],
        [texts.facts.id, <CopyText key="id" text={request.requestId} isCode />],
      ]}
    />
  )
}

function Leads({ request: { timestamp, path, resourceType, resourceId } }: { request: Request }) {
  const seconds = Math.floor(new Date(timestamp).getTime() / 1000)
  const [first = '', second] = resourceId.split('/')
  return (
    <div className={styles.leads}>
      {resourceType === 'executions' && first !== '' && (
        <Link to="/runs/$id" params={{ id: first }}>
          {texts.run}
        </Link>
      )}
      {resourceType === 'functions' && second && (
        <Link to="/runs" search={{ function: `${first}/${second}` }}>
          {texts.runs(`${first}/${second}`)}
        </Link>
      )}
      {resourceType === 'chats' && first !== '' && <HrefLink href={`/console/chats/${encodeURIComponent(first)}`}>{texts.chat}</HrefLink>}
      <Link to="/logs" search={{ from: seconds - AROUND_SECONDS, to: seconds + AROUND_SECONDS }}>
        {texts.nearby}
      </Link>
      <Link to="/logs" search={{ path }}>
        {texts.same}
      </Link>
    </div>
  )
}

/** With the query string: lists of values stand as often as they were sent. */
function pathOf({ path, queryParams }: Request): string {
  const pairs = Object.entries((queryParams ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)]),
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}
