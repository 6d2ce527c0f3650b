import { getRouteApi } from '@tanstack/react-router'
import { system } from '../../texts/en/system.ts'
import { Section } from '../../ui/Page.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import type { ConfigurationQuery } from './generated/system.ts'
import styles from './SystemScreen.module.css'
import type { SystemSearch } from './search.ts'

type Variable = ConfigurationQuery['configuration'][number]

const route = getRouteApi('/shell/system')
const texts = system.configuration

/** Every variable with what is in force. */
export function Configuration({ variables }: { variables: readonly Variable[] }) {
  const { find = '', changed = false } = route.useSearch()
  const navigate = route.useNavigate()
  const wanted = find.toLowerCase()
  const shown = variables.filter(
    (each) =>
      (!changed || isChanged(each)) && (each.name.toLowerCase().includes(wanted) || each.description.toLowerCase().includes(wanted)),
  )
  const set = (changes: SystemSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false })
  return (
    <Section title={texts.title}>
      <p className={styles.soft}>{texts.text}</p>
      <search className={styles.filters}>
        <TextInput
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          value={find}
          onChange={(text) => set({ find: text || undefined } as SystemSearch)}
        />
        <Switch label={texts.changed} isOn={changed} onChange={(isOn) => set({ changed: isOn || undefined } as SystemSearch)} />
      </search>
      {shown.length === 0 ? (
        <p className={styles.soft}>{texts.none}</p>
      ) : (
        <table className={styles.table} aria-label={texts.list}>
          <thead>
            <tr>
              <th scope="col">{texts.name}</th>
              <th scope="col">{texts.value}</th>
              <th scope="col" className={styles.meaning}>
                {texts.meaning}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((variable) => (
              <tr key={variable.name}>
                <th scope="row">
                  <code>{variable.name}</code>
                </th>
                <td className={styles.value}>
                  <Value variable={variable} />
                </td>
                <td className={styles.meaning}>{variable.description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

const isChanged = ({ isSecret, isSet, value, default: fallback }: Variable): boolean => (isSecret ? isSet : (value ?? '') !== fallback)

function Value({ variable }: { variable: Variable }) {
  if (variable.isSecret) return <span className={styles.soft}>{variable.isSet ? texts.secret : texts.unset}</span>
  if (variable.value === null || variable.value === '') return <span className={styles.soft}>{texts.unset}</span>
  return <code className={isChanged(variable) ? styles.changed : undefined}>{variable.value}</code>
}
