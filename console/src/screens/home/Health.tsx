import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../session/permissions.ts'
import { home } from '../../texts/en/home.ts'
import { Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { homeSandbox, NEEDS, readiness } from './data.ts'
import styles from './Health.module.css'

const texts = home.health

/** Whether each part answers; to administrators, how full the sandbox is. */
export function Health() {
  const { data, isError } = useQuery(readiness)
  const readsSandbox = useMay(NEEDS.sandbox) ?? false
  const sandbox = useQuery({ ...homeSandbox, enabled: readsSandbox }).data?.sandboxPool
  const parts = Object.entries(data?.dependencies ?? {}).sort()
  const isGood = parts.every(([, { status }]) => status === 'ok')
  if (!data && !isError)
    return (
      <Section title={texts.title}>
        <Skeleton lines={3} height={14} />
      </Section>
    )
  return (
    <Section title={texts.title}>
      <div className={styles.health}>
        <StatusBadge status={isGood && !isError ? 'OK' : 'ERROR'} label={isGood && !isError ? texts.good : texts.bad} />
        <ul className={styles.parts}>
          {parts.map(([name, { status, milliseconds }]) => (
            <li key={name}>
              <StatusBadge status={status.toUpperCase()} label={name} />
              <span>{status === 'ok' ? `${milliseconds} ms` : status}</span>
            </li>
          ))}
        </ul>
        {sandbox && (
          <p className={styles.sandbox}>
            {texts.sandbox(sandbox.running, sandbox.maxSize)}
            {sandbox.queued > 0 && ` · ${texts.queued(sandbox.queued)}`} · {texts.level(sandbox.level)}
          </p>
        )}
      </div>
    </Section>
  )
}
