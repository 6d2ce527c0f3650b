import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { rowsOf } from '../../data/query.ts'
import { explain, type Grant, meaningOf, parsePermission } from '../../session/rights.ts'
import { people } from '../../texts/en/people.ts'
import { Combobox } from '../../ui/Combobox.tsx'
import { classes } from '../../ui/classes.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { CheckIcon, CloseIcon } from '../../ui/icons.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PermissionInput } from '../../ui/PermissionInput.tsx'
import { PermissionList } from '../../ui/PermissionList.tsx'
import styles from './Check.module.css'
import { matrixPages, NEEDS, userRights, usersPages } from './data.ts'
import { Guard } from './Guard.tsx'
import { PeopleTabs } from './PeopleTabs.tsx'
import parts from './people.module.css'
import type { CheckSearch } from './search.ts'

const route = getRouteApi('/shell/people/check')
const texts = people.check
const FIRST = 'sinas.functions.execute:own'

/** "Why may they, why not?" of a user and a permission, both in the address. */
export function CheckScreen() {
  return (
    <Page title={people.title} bar={<PeopleTabs />}>
      <Guard permission={NEEDS.users}>
        <Guard permission={NEEDS.grants}>
          <Check />
        </Guard>
      </Guard>
    </Page>
  )
}

function Check() {
  const { user, permission = FIRST } = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: CheckSearch) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <div className={styles.check}>
      <div className={styles.question}>
        <p className={styles.soft}>{texts.text}</p>
        <Who user={user} onChange={(chosen) => set({ user: chosen })} />
        <Section title={texts.permission}>
          <PermissionInput value={permission} onChange={(text) => set({ permission: text })} />
        </Section>
        <p className={styles.soft}>{texts.beside}</p>
      </div>
      <div aria-live="polite">
        {user && parsePermission(permission) ? (
          <Answer user={user} permission={permission} />
        ) : (
          <EmptyState title={texts.noUser.title}>{texts.noUser.text}</EmptyState>
        )}
      </div>
    </div>
  )
}

function Who({ user, onChange }: { user: string | undefined; onChange(user: string | undefined): void }) {
  const [search, setSearch] = useState('')
  const chosen = useQuery({ ...userRights(user ?? ''), enabled: user !== undefined }).data?.user
  const found = rowsOf(useInfiniteQuery(usersPages({ search })).data)
  const options = [...(chosen && !found.some(({ id }) => id === chosen.id) ? [chosen] : []), ...found]
  return (
    <Field label={texts.user}>
      <Combobox
        key={chosen?.id ?? 'none'}
        value={user ?? null}
        options={options.map(({ id, email }) => ({ value: id, label: email ?? id }))}
        onChange={(id) => onChange(id ?? undefined)}
        onSearch={setSearch}
        placeholder={texts.choose}
      />
    </Field>
  )
}

function Answer({ user, permission }: { user: string; permission: string }) {
  const { data, error, refetch } = useQuery(userRights(user))
  const groups = rowsOf(useInfiniteQuery(matrixPages).data)
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return null
  const { given, missed } = explain(data.grants, permission)
  const isOff = data.user.isActive === false
  const may = given.length > 0 && !isOff
  const theirs = new Set(data.groupIds)
  const others = groups.filter(({ id }) => !theirs.has(id)).flatMap((group) => explain(group.grants, permission).given)
  return (
    <div className={styles.answer}>
      <div className={classes(styles.verdict, may ? styles.yes : styles.no)}>
        {may ? <CheckIcon size={18} /> : <CloseIcon size={18} />}
        <div>
          <h2>{may ? texts.yes : isOff ? texts.off : texts.no}</h2>
          <p>{isOff ? texts.offText : meaningOf(permission)}</p>
        </div>
      </div>
      {given.length > 0 && <Grants title={texts.given} grants={given.map((grant) => ({ grant }))} />}
      {missed.length > 0 && <Grants title={texts.missed} grants={missed.map(({ grant, why }) => ({ grant, why: texts.why[why] }))} />}
      {given.length === 0 && (
        <>
          {missed.length === 0 && <p className={styles.soft}>{texts.nothing}</p>}
          <p className={styles.soft}>{texts.remedy}</p>
          {others.length === 0 ? (
            <p className={styles.soft}>{texts.noOthers}</p>
          ) : (
            <Grants title={texts.others} grants={others.map((grant) => ({ grant }))} />
          )}
        </>
      )}
    </div>
  )
}

function Grants({ title, grants }: { title: string; grants: readonly { grant: Grant; why?: string }[] }) {
  return (
    <Section title={title}>
      <PermissionList
        label={title}
        permissions={grants.map(({ grant: { key, groupId, groupName }, why }) => ({
          id: `${groupId} ${key}`,
          key,
          end: (
            <>
              {why && <span className={styles.soft}>{why}</span>}
              <Link to="/people/groups/$id" params={{ id: groupId }} className={parts.source}>
                {groupName}
              </Link>
            </>
          ),
        }))}
      />
    </Section>
  )
}
