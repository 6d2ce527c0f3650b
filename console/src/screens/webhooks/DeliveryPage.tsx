import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { webhooks } from '../../texts/en/webhooks.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Id } from '../../ui/Id.tsx'
import { RepeatIcon } from '../../ui/icons.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Columns, Notice } from '../../ui/Layout.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Delivery, oneDelivery } from './data.ts'
import { curlOfDelivery } from './delivery-curl.ts'
import { DELIVERY_TONES } from './delivery-tones.ts'
import { ReplayDeliveryDocument } from './generated/webhooks.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks/$id/deliveries/$delivery')
const texts = webhooks.delivery

/** One delivery: what came, what was made of it, and what was answered. */
export function DeliveryPage() {
  const { id, delivery: deliveryId } = route.useParams()
  const query = useQuery(oneDelivery(deliveryId))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  const delivery = query.data.webhookDelivery
  return (
    <div className={styles.page}>
      <Link to="/webhooks/$id" params={{ id }} className={styles.back}>
        ← {webhooks.deliveries.list}
      </Link>
      <Section title={<Time at={delivery.receivedAt} look="exact" />} actions={<DeliveryActions delivery={delivery} />}>
        <DeliveryFacts delivery={delivery} />
      </Section>
      {delivery.error && (
        <Notice tone="bad" title={delivery.status === 'REJECTED' ? texts.rejected : texts.error}>
          {delivery.error}
        </Notice>
      )}
      {delivery.warning && (
        <Notice tone="warn" title={texts.warning}>
          {delivery.warning}
        </Notice>
      )}
      <Columns
        side={
          <Section title={texts.answer}>
            {delivery.responseStatus === null ? <p className={styles.soft}>{texts.noAnswer}</p> : <Answer delivery={delivery} />}
          </Section>
        }
      >
        <Section title={`${texts.request}: ${delivery.method} /webhooks/${delivery.path}`}>
          {Object.keys(delivery.query as object).length > 0 && <Pairs label={texts.query} values={delivery.query} />}
          {delivery.isBodyKept ? (
            <Body text={delivery.body} isBase64={delivery.bodyIsBase64} />
          ) : (
            <p className={styles.soft}>{texts.notKept}</p>
          )}
          <Pairs label={texts.headers} values={delivery.headers} />
        </Section>
      </Columns>
    </div>
  )
}

function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  const { id, status, durationMs, receivedAt, responseStatus, execution, duplicates, replayOf, webhookId } = delivery
  return (
    <Facts
      facts={[
        [texts.facts.status, <StatusBadge key="status" status={status} label={webhooks.status[status]} tone={DELIVERY_TONES[status]} />],
        [texts.facts.answer, responseStatus ?? '–'],
        [texts.facts.duration, <Duration key="duration" ms={durationMs} since={status === 'RUNNING' ? receivedAt : null} />],
        execution && [
          texts.facts.run,
          <Link key="run" to="/runs/$id" params={{ id: execution.id }} className={styles.link}>
            {texts.openRun}
          </Link>,
        ],
        execution && [texts.facts.attempts, execution.attempts],
        duplicates > 0 && [texts.facts.duplicates, duplicates],
        replayOf !== null && [
          texts.facts.replayOf,
          <Link key="replay" to="/webhooks/$id/deliveries/$delivery" params={{ id: webhookId, delivery: replayOf }} className={styles.link}>
            …{replayOf.slice(-8)}
          </Link>,
        ],
        [texts.facts.id, <Id key="id" id={id} />],
      ]}
    />
  )
}

function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const replay = useMutation({
    mutationFn: () => ask(ReplayDeliveryDocument, { id: delivery.id }),
    onSuccess({ replayWebhookDelivery }) {
      toast(webhooks.deliveries.replayed(1))
      return navigate({ to: '/webhooks/$id/deliveries/$delivery', params: { id, delivery: replayWebhookDelivery.delivery.id } })
    },
    onError: (error) => toast(error.message),
  })
  return (
    <div className={styles.bar}>
      {delivery.isBodyKept && <CopyAs title={texts.copyTitle} snippets={{ curl: curlOfDelivery(delivery) }} />}
      {delivery.isBodyKept && delivery.webhook.isActive && (
        <Allowed permission="sinas.webhooks.update:own">
          <Button
            look="primary"
            icon={<RepeatIcon size={14} />}
            isBusy={replay.isPending}
            title={texts.replayText}
            onClick={() => replay.mutate()}
          >
            {texts.replay}
          </Button>
        </Allowed>
      )}
    </div>
  )
}

function Answer({ delivery: { responseBody, responseHeaders } }: { delivery: Delivery }) {
  return (
    <>
      {responseBody === null ? <p className={styles.soft}>{texts.notKeptShort}</p> : <Body text={responseBody} isBase64={false} />}
      {responseHeaders !== null && <Pairs label={texts.headers} values={responseHeaders} />}
    </>
  )
}

function Body({ text, isBase64 }: { text: string; isBase64: boolean }) {
  if (text === '') return <p className={styles.soft}>{texts.empty}</p>
  const value = isBase64 ? undefined : parsed(text)
  if (value !== undefined) return <JsonView value={value} />
  return (
    <>
      {isBase64 && <p className={styles.soft}>{texts.bytes}</p>}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function Pairs({ label, values }: { label: string; values: unknown }) {
  const entries = Object.entries((values ?? {}) as Record<string, unknown>)
  if (entries.length === 0) return null
  return (
    <dl className={styles.pairs} aria-label={label}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
