import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { chooseTheme, THEMES, useTheme } from '../../app/theme.ts'
import { useLogOut } from '../../app/useLogOut.ts'
import { read } from '../../data/query.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { ownRights } from '../../session/rights.ts'
import { account as texts } from '../../texts/en/account.ts'
import { shell } from '../../texts/en/shell.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { PermissionList } from '../../ui/PermissionList.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './AccountScreen.module.css'
import { AccountDocument } from './generated/account.ts'

/** Who is logged in: their groups, what they may do, and how they see the console. */
export function AccountScreen() {
  const { data, error, refetch } = useQuery(read(AccountDocument, {}))
  const { email } = useMe()
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />
  const me = data?.me
  return (
    <Page
      title={email ?? texts.title}
      look="text"
      summary={texts.logIn}
      actions={
        <>
          <MyKeys />
          <LogOut />
        </>
      }
    >
      <div className={styles.page}>
        <Facts
          facts={[
            [texts.facts.id, me && <CopyText key="id" text={me.id} isCode />],
            [texts.facts.created, <Time key="created" at={me?.createdAt} />],
            [texts.facts.login, <Time key="login" at={me?.lastLoginAt} />],
          ]}
        />
        <Theme />
        <Section title={texts.groups}>
          {me && (me.groups?.nodes ?? []).length === 0 && <p className={styles.soft}>{texts.noGroups}</p>}
          <ul className={styles.groups}>
            {me?.groups?.nodes.map(({ id, name, description }) => (
              <li key={id}>
                <b>{name}</b>
                <span className={styles.soft}>{description}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Rights />
      </div>
    </Page>
  )
}

function Theme() {
  const theme = useTheme()
  return (
    <Section title={texts.theme}>
      <div className={styles.themes} role="radiogroup" aria-label={texts.theme}>
        {THEMES.map((name) => (
          <label key={name}>
            <input type="radio" name="theme" checked={name === theme} onChange={() => chooseTheme(name)} />
            {shell.themes[name]}
          </label>
        ))}
      </div>
      <p className={styles.soft}>{texts.themeText}</p>
    </Section>
  )
}

function Rights() {
  const { data, error, refetch } = useQuery(ownRights)
  return (
    <Section title={texts.rights}>
      <p className={styles.soft}>{data?.length === 0 ? texts.noRights : texts.rightsText}</p>
      {error && <ErrorState error={error} onRetry={refetch} isCompact />}
      {data && data.length > 0 && <PermissionList label={texts.rights} permissions={data.map(({ key }) => ({ id: key, key }))} />}
    </Section>
  )
}

function MyKeys() {
  if (!useMay('sinas.api_keys.read:own')) return null
  return (
    <Link to="/keys" className={buttonClass()}>
      {texts.keys}
    </Link>
  )
}

function LogOut() {
  const leave = useLogOut()
  return <Button onClick={() => void leave()}>{texts.logOut}</Button>
}
