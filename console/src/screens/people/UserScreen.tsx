import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMe } from '../../session/permissions.ts'
import { people } from '../../texts/en/people.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { NEEDS, oneUser, type User, userKeys } from './data.ts'
import { DeleteUserDocument, SwitchUserDocument, UsersDocument } from './generated/users.ts'
import styles from './people.module.css'
import { UserGroups } from './UserGroups.tsx'
import { UserRights } from './UserRights.tsx'
import { StateOf } from './UsersScreen.tsx'
import { useAct } from './useAct.ts'

const route = getRouteApi('/shell/people/users/$id')
const texts = people.user

/** One user: their groups, what they may do and where it comes from, their keys. */
export function UserScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneUser(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <UserPage key={id} user={query.data.user} />
}

function UserPage({ user }: { user: User }) {
  const isMe = useMe().id === user.id
  return (
    <Page
      title={user.email ?? texts.unseen}
      aside={
        <>
          <StateOf isActive={user.isActive} />
          {isMe && <span className={styles.source}>{texts.you}</span>}
        </>
      }
      summary={
        <Facts
          facts={[
            [texts.facts.id, <CopyText key="id" text={user.id} isCode />],
            [texts.facts.login, user.lastLoginAt ? <Time key="login" at={user.lastLoginAt} /> : people.users.never],
            [texts.facts.created, <Time key="created" at={user.createdAt} />],
          ]}
        />
      }
      actions={!isMe && <UserActions user={user} />}
    >
      <div className={styles.page}>
        {user.isActive === false && <p className={styles.notice}>{texts.off}</p>}
        <div className={styles.columns}>
          <div className={styles.column}>
            <UserGroups id={user.id} />
            <Allowed permission={isMe ? 'sinas.api_keys.read:own' : NEEDS.keys} isQuiet>
              <UserKeys id={user.id} />
            </Allowed>
          </div>
          <Section
            title={user.isActive === false ? texts.rightsOff : texts.rights}
            actions={
              <Link to="/people/check" search={{ user: user.id }} className={styles.link}>
                {texts.check}
              </Link>
            }
          >
            <Allowed permission={NEEDS.grants}>
              <UserRights id={user.id} />
            </Allowed>
          </Section>
        </div>
      </div>
    </Page>
  )
}

function UserActions({ user: { id, email, isActive } }: { user: User }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const name = email ?? id
  const setActive = async (on: boolean): Promise<void> => {
    const { updateUser } = await ask(SwitchUserDocument, { id, isActive: on })
    queryClient.setQueryData(oneUser(id).queryKey, { user: updateUser.user })
    void queryClient.invalidateQueries({ queryKey: [UsersDocument.name] })
    toast(on ? texts.switchedOn(name) : texts.switchedOff(name), { undo: () => setActive(!on) })
  }
  const act = useAct(() => setActive(!isActive))
  const remove = async () => {
    await ask(DeleteUserDocument, { id })
    void queryClient.invalidateQueries({ queryKey: [UsersDocument.name] })
    toast(texts.removed(name))
    await navigate({ to: '/people' })
  }
  return (
    <>
      {act.error && <ErrorState error={act.error} isCompact />}
      <Allowed permission={NEEDS.update}>
        <Button onClick={() => act.mutate()} isBusy={act.isPending}>
          {isActive ? texts.switchOff : texts.switchOn}
        </Button>
      </Allowed>
      <Allowed permission={NEEDS.delete}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.remove}
        </Button>
      </Allowed>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.remove} action={texts.remove} name={name} onConfirm={remove}>
        {texts.removeText}
      </Confirm>
    </>
  )
}

function UserKeys({ id }: { id: string }) {
  const { data, error } = useQuery(userKeys(id))
  if (error) return <ErrorState error={error} isCompact />
  const keys = data?.user.apiKeys?.nodes ?? []
  return (
    <Section title={texts.keys}>
      {data && keys.length === 0 && <p className={styles.soft}>{texts.noKeys}</p>}
      {keys.length > 0 && (
        <ul className={styles.list}>
          {keys.map((key) => (
            <li key={key.id}>
              <Link to="/keys/$id" params={{ id: key.id }} className={styles.main}>
                {key.name}
              </Link>
              <StatusBadge
                status={key.isActive ? 'ACTIVE' : 'OFF'}
                tone={key.isActive ? 'good' : 'idle'}
                label={texts.key[key.isActive ? 'on' : 'off']}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
