import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { system } from '../../texts/en/system.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { formatNumber } from '../../ui/format.ts'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Pool as PoolFacts, systemFacts } from './data.ts'
import { ReloadPoolDocument, ScalePoolDocument } from './generated/system.ts'
import styles from './SystemScreen.module.css'

const texts = system.pool
const CHANGES = 'sinas.system.update:all'
const TONES = { READY: 'good', STARTING: 'busy', FAILED: 'bad' } as const

/** The processes that run functions. */
export function Pool({ pool }: { pool: PoolFacts }) {
  return (
    <Section title={texts.title}>
      <Facts
        facts={[
          [texts.running, texts.of(pool.running, pool.maxSize)],
          [texts.queued, texts.of(pool.queued, pool.maxQueued)],
          [texts.paused, formatNumber(pool.paused)],
          [texts.spares, formatNumber(pool.spares)],
          [texts.zygotes, formatNumber(pool.zygotes)],
          [texts.sets, formatNumber(pool.packageZygotes)],
          [texts.python, pool.python],
        ]}
      />
      <table className={styles.table} aria-label={texts.list}>
        <thead>
          <tr>
            <th scope="col">{texts.thread}</th>
            <th scope="col">{texts.status}</th>
            <th scope="col" className={styles.end}>
              {texts.runs}
            </th>
            <th scope="col" className={styles.end}>
              {texts.since}
            </th>
          </tr>
        </thead>
        <tbody>
          {pool.workers.map(({ id, name, status, executions, createdAt }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>
                <StatusBadge status={status} tone={TONES[status]} />
              </td>
              <td className={styles.end}>{formatNumber(executions)}</td>
              <td className={styles.end}>
                <Time at={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Allowed permission={CHANGES}>
        <PoolActions count={pool.workers.length} />
      </Allowed>
    </Section>
  )
}

function PoolActions({ count }: { count: number }) {
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const put = (sandboxPool: PoolFacts) => queryClient.setQueryData(systemFacts.queryKey, (before) => before && { ...before, sandboxPool })
  const form = useForm<{ workers: number | null }, { scaleSandboxPool: { pool: PoolFacts } }>({
    initial: { workers: count },
    submit: ({ workers }) => ask(ScalePoolDocument, { workers: workers ?? count }),
    onDone({ scaleSandboxPool: { pool } }) {
      put(pool)
      toast(texts.scaled)
    },
  })
  const reload = async () => {
    put((await ask(ReloadPoolDocument, {})).reloadSandboxPool.pool)
    toast(texts.reloaded)
  }
  return (
    <Form form={form} action={texts.scale} more={<Button onClick={() => setAsking(true)}>{texts.reload}</Button>}>
      <Field label={texts.threads} hint={texts.scaleHint} error={form.errorOf('workers')}>
        <NumberInput {...form.bind('workers')} className={styles.number} />
      </Field>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.reload} action={texts.reload} onConfirm={reload}>
        {texts.reloadText}
      </Confirm>
    </Form>
  )
}

/** How well functions are isolated, layer by layer, and why one is off. */
export function Isolation({ pool: { level, isolation } }: { pool: PoolFacts }) {
  const layers = system.isolation
  return (
    <Section title={layers.title}>
      <p>
        <StatusBadge status="LEVEL" tone={level === 3 ? 'good' : level === 2 ? 'warn' : 'bad'} label={layers.level(level)} />
      </p>
      <p className={styles.soft}>{layers.levels[level]}</p>
      <ul className={styles.layers}>
        {isolation.map(({ name, isOn, state }) => (
          <li key={name}>
            <span>{layers.layers[name]}</span>
            {state === 'brokered' ? (
              <StatusBadge status="OK" label={layers.brokered} />
            ) : (
              <StatusBadge status={isOn ? 'OK' : 'PAUSED'} label={isOn ? layers.on : layers.off} />
            )}
            {state !== 'on' && <span className={styles.small}>{state === 'brokered' ? layers.brokeredText : state}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
