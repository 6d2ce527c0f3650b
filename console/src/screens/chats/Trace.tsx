import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { chatMessages, chatRuns, type Message, messagesOf } from '../../conversation/data.ts'
import { type Call, entriesOf, NO_TURN, readable, runOf } from '../../conversation/entries.ts'
import { useMay } from '../../session/permissions.ts'
import { chats } from '../../texts/en/chats.ts'
import { Duration } from '../../ui/Duration.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './Trace.module.css'

const texts = chats.trace
/** Turns that are listed: the latest. */
const SHOWN = 25

/** What each turn took: the answers of the model with tokens and cost, the calls with their runs. */
export function Trace({ chatId }: { chatId: string }) {
  const { data, hasNextPage } = useInfiniteQuery(chatMessages(chatId))
  const readsRuns = useMay('sinas.executions.read:own') ?? false
  const runs = useQuery({ ...chatRuns(chatId), enabled: readsRuns }).data?.chat.executions.nodes ?? []
  const messages = useMemo(() => messagesOf(data?.pages), [data])
  const answers = messages.filter(({ role }) => role === 'ASSISTANT')
  const sum = (of: (message: Message) => number | null) => answers.reduce((total, message) => total + (of(message) ?? 0), 0)
  const hasCost = answers.some(({ cost }) => cost !== null)
  const turns = useMemo(() => turnsOf(messages), [messages])
  if (turns.length === 0) return <p className={styles.none}>{texts.none}</p>
  return (
    <>
      <section className={styles.totals}>
        <h2>{texts.totals}</h2>
        <Facts
          facts={[
            [texts.turns, formatNumber(turns.length)],
            [
              texts.tokens,
              <span key="tokens" title={texts.tokensHint}>
                {texts.read(formatNumber(sum((each) => each.promptTokens)), formatNumber(sum((each) => each.completionTokens)))}
              </span>,
            ],
            hasCost && [texts.cost, <Money key="cost" dollars={sum((each) => each.cost)} />],
          ]}
        />
        {hasNextPage && <p className={styles.none}>{texts.partial}</p>}
      </section>
      <section className={styles.turns}>
        <h2>{texts.title}</h2>
        <ol>
          {turns
            .slice(-SHOWN)
            .toReversed()
            .map(({ key, at, title, steps }) => (
              <li key={key} className={styles.turn}>
                <p className={styles.title}>
                  <span>{title}</span>
                  <Time at={at} />
                </p>
                <ul>
                  {steps.map((step) =>
                    step.kind === 'call' ? (
                      <CallStep key={step.key} call={step} run={runOf(step, runs)} />
                    ) : (
                      <li key={step.id}>
                        <span>{step.model ?? texts.model}</span>
                        <span title={texts.tokensHint}>
                          {step.promptTokens !== null &&
                            texts.read(formatNumber(step.promptTokens), formatNumber(step.completionTokens ?? 0))}
                          {step.cost !== null && (
                            <>
                              {' '}
                              <Money dollars={step.cost} />
                            </>
                          )}
                        </span>
                      </li>
                    ),
                  )}
                </ul>
              </li>
            ))}
        </ol>
      </section>
    </>
  )
}

function CallStep({ call, run }: { call: Call; run: ReturnType<typeof runOf> }) {
  const name = readable(call.name)
  return (
    <li>
      {run ? (
        <Link to="/runs/$id" params={{ id: run.id }} className={styles.link}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      <Duration ms={run?.durationMs} />
    </li>
  )
}

type Step = (Message & { kind: 'answer' }) | Call

interface TurnSteps {
  key: string
  at: string
  title: string
  steps: Step[]
}

function turnsOf(messages: readonly Message[]): TurnSteps[] {
  const calls = new Map(
    entriesOf(messages, { pendingApprovals: [], lastError: null }, NO_TURN).flatMap((entry) =>
      entry.kind === 'call' ? [[entry.key, entry] as const] : [],
    ),
  )
  const turns: TurnSteps[] = []
  for (const message of messages) {
    if (message.role === 'USER')
      turns.push({ key: message.id, at: message.createdAt, title: (message.content ?? '').slice(0, 80), steps: [] })
    if (message.role !== 'ASSISTANT' || message.model === null) continue
    const called = message.toolCalls?.flatMap(({ id }) => calls.get(id) ?? []) ?? []
    turns.at(-1)?.steps.push({ ...message, kind: 'answer' }, ...called)
  }
  return turns
}
