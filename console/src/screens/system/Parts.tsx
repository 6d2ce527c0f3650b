import { system } from '../../texts/en/system.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Part } from './data.ts'
import styles from './SystemScreen.module.css'

const texts = system.parts

/** Each part with whether it answers, and what it says of itself. */
export function Parts({ parts }: { parts: Record<string, Part> }) {
  return (
    <table className={styles.table} aria-label={texts.list}>
      <thead>
        <tr>
          <th scope="col">{texts.part}</th>
          <th scope="col">{texts.state}</th>
          <th scope="col" className={styles.end}>
            {texts.answer}
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(parts)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([name, { status, milliseconds, ...details }]) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <Details details={details} />
              </th>
              <td>
                <StatusBadge status={status.toUpperCase()} label={status === 'ok' ? texts.ok : texts.unavailable} />
              </td>
              <td className={styles.end}>{milliseconds} ms</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** What is not a text or a number stands in its own section. */
function Details({ details }: { details: Record<string, unknown> }) {
  const told = Object.entries(details).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  if (told.length === 0) return null
  return <div className={styles.small}>{told.map(([name, value]) => `${name}: ${value}`).join(' · ')}</div>
}
