import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../data/ask.ts'
import { chats } from '../texts/en/chats.ts'
import { Button } from '../ui/Button.tsx'
import { CodeEditor } from '../ui/CodeEditor.tsx'
import { classes } from '../ui/classes.ts'
import { Duration } from '../ui/Duration.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ChevronRightIcon } from '../ui/icons.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { StatusBadge, type Tone } from '../ui/StatusBadge.tsx'
import type { ChatRun } from './data.ts'
import { type Call, readable } from './entries.ts'
import { DecideCallDocument } from './generated/conversation.ts'
import styles from './ToolCard.module.css'

const texts = chats.call
const TONES: Record<Call['state'], Tone> = { waits: 'warn', running: 'busy', done: 'good', rejected: 'idle' }

interface ToolCardProps {
  chatId: string
  call: Call
  run: ChatRun | undefined
  onDecided(turnId: string): void
}

/** A call of a tool: one line that opens to its arguments and its result. One that waits for its user is open, and asks. */
export function ToolCard({ chatId, call, run, onDecided }: ToolCardProps) {
  const [isOpened, setOpened] = useState<boolean>()
  const isOpen = isOpened ?? call.state === 'waits'
  const name = readable(call.name)
  // The description tells people of a call that is made: `Running shop/refund`.
  const title = call.state === 'waits' ? name : call.description || name
  return (
    <section className={classes(styles.card, call.state === 'waits' && styles.waits)} aria-label={texts.show(name)}>
      <div className={styles.head}>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpened(!isOpen)} className={styles.fold}>
          <ChevronRightIcon size={13} />
          <span className={styles.name}>{title}</span>
        </button>
        {!title.includes(name) && <code className={styles.tool}>{name}</code>}
        <span className={styles.end}>
          <Took call={call} run={run} />
          {run && (
            <Link to="/runs/$id" params={{ id: run.id }} className={styles.run}>
              {texts.run}
            </Link>
          )}
          <StatusBadge status={call.state} label={texts.state[call.state]} tone={run?.status === 'FAILED' ? 'bad' : TONES[call.state]} />
        </span>
      </div>
      {isOpen && (
        <div className={styles.detail}>
          <p className={styles.label}>{texts.arguments}</p>
          <JsonView value={parsed(call.arguments)} />
          {call.result !== undefined && (
            <>
              <p className={styles.label}>{texts.result}</p>
              <Result text={call.result} />
            </>
          )}
        </div>
      )}
      {call.state === 'waits' && <Decision chatId={chatId} call={call} onDecided={onDecided} />}
    </section>
  )
}

function Took({ call, run }: { call: Call; run: ChatRun | undefined }) {
  if (run) return <Duration ms={run.durationMs} since={run.status === 'RUNNING' ? run.startedAt : null} />
  if (call.state === 'running') return <Duration ms={null} since={call.askedAt} />
  if (!call.askedAt || !call.endedAt || call.state !== 'done') return null
  return <Duration ms={Math.max(0, Date.parse(call.endedAt) - Date.parse(call.askedAt))} />
}

function Decision({ chatId, call, onDecided }: Omit<ToolCardProps, 'run'>) {
  /** The text of the arguments, while they are being edited. */
  const [edited, setEdited] = useState<string>()
  const fault = edited === undefined ? undefined : faultOf(edited)
  const decide = useMutation({
    mutationFn: (approved: boolean) =>
      ask(DecideCallDocument, {
        ...{ chatId, toolCallId: call.key, approved },
        ...(approved && edited !== undefined && { arguments: JSON.parse(edited) }),
      }),
    onSuccess: ({ decideToolCall }) => onDecided(decideToolCall.turnId),
  })
  return (
    <div className={styles.decision}>
      <p>
        <b>{readable(call.name)}</b> {texts.question}
      </p>
      {edited !== undefined && (
        <div className={styles.editor}>
          <CodeEditor language="json" label={texts.arguments} value={edited} onChange={setEdited} />
          {fault && <p className={styles.fault}>{fault}</p>}
        </div>
      )}
      <Button
        look="primary"
        isBusy={decide.isPending && decide.variables}
        disabled={decide.isPending || fault !== undefined}
        onClick={() => decide.mutate(true)}
      >
        {edited === undefined ? texts.approve : texts.approveEdited}
      </Button>
      {edited === undefined && (
        <Button disabled={decide.isPending} onClick={() => setEdited(JSON.stringify(parsed(call.arguments), null, 2))}>
          {texts.edit}
        </Button>
      )}
      <Button isBusy={decide.isPending && !decide.variables} disabled={decide.isPending} onClick={() => decide.mutate(false)}>
        {texts.reject}
      </Button>
      {decide.error && <ErrorState error={decide.error} isCompact />}
    </div>
  )
}

/** Why a text can't be the arguments of a call. */
function faultOf(text: string): string | undefined {
  const value = parsed(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : texts.noObject
}

function Result({ text }: { text: string }) {
  const value = parsed(text)
  return typeof value === 'string' ? (
    <pre className={styles.text} tabIndex={0}>
      {value}
    </pre>
  ) : (
    <JsonView value={value} depth={1} />
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
