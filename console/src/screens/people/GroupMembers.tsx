import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { useMay } from '../../session/permissions.ts'
import { people } from '../../texts/en/people.ts'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { toast } from '../../ui/Toast.tsx'
import { groupPeople, NEEDS, usersPages } from './data.ts'
import { AddMemberDocument, RemoveMemberDocument } from './generated/users.ts'
import styles from './people.module.css'
import { useAct } from './useAct.ts'
import { useForgetMembers } from './useForgetMembers.ts'

const texts = people.group

/** Who is in a group, and what puts somebody in. */
export function GroupMembers({ id }: { id: string }) {
  const query = useInfiniteQuery(groupPeople(id))
  const mayChange = useMay(NEEDS.members)
  const maySeeUsers = useMay(NEEDS.users)
  const forget = useForgetMembers()
  const takeOut = useAct(async ({ user, name }: { user: string; name: string }) => {
    await ask(RemoveMemberDocument, { group: id, user })
    await forget(user, id)
    toast(texts.takenOut(name), {
      undo: async () => {
        await ask(AddMemberDocument, { group: id, user })
        await forget(user, id)
      },
    })
  })
  if (query.error && !query.data) return <ErrorState error={query.error} isCompact />
  const members = rowsOf(query.data)
  return (
    <Section title={texts.members}>
      {query.data && members.length === 0 && <p className={styles.soft}>{texts.noMembers}</p>}
      {members.length > 0 && (
        <ul className={styles.list} aria-label={texts.members}>
          {members.map(({ id: membership, userId, userEmail }) => {
            const name = userEmail ?? people.user.unseen
            return (
              <li key={membership}>
                {maySeeUsers ? (
                  <Link to="/people/users/$id" params={{ id: userId }} className={styles.main}>
                    {name}
                  </Link>
                ) : (
                  <span className={styles.main}>{name}</span>
                )}
                {mayChange && (
                  <IconButton label={texts.takeOut(name)} icon={<CloseIcon />} onClick={() => takeOut.mutate({ user: userId, name })} />
                )}
              </li>
            )
          })}
        </ul>
      )}
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{texts.more}</Button>}
      {takeOut.error && <ErrorState error={takeOut.error} isCompact />}
      <Allowed permission={NEEDS.members}>
        <AddMember id={id} known={members.map(({ userId }) => userId)} />
      </Allowed>
    </Section>
  )
}

function AddMember({ id, known }: { id: string; known: readonly string[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const maySeeUsers = useMay(NEEDS.users) ?? false
  const users = rowsOf(useInfiniteQuery({ ...usersPages({ search }), enabled: maySeeUsers }).data)
  const forget = useForgetMembers()
  const add = useAct(async (user: string) => {
    await ask(AddMemberDocument, { group: id, user })
    setChosen(null)
    await forget(user, id)
    toast(texts.added(users.find((each) => each.id === user)?.email ?? user))
  })
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) add.mutate(chosen)
      }}
    >
      <Field label={texts.add}>
        <Combobox
          value={chosen}
          options={users.filter((user) => !known.includes(user.id)).map((user) => ({ value: user.id, label: user.email ?? user.id }))}
          onChange={setChosen}
          onSearch={setSearch}
        />
      </Field>
      <Button type="submit" disabled={!chosen} isBusy={add.isPending}>
        {texts.addAction}
      </Button>
      {add.error && <ErrorState error={add.error} isCompact />}
    </form>
  )
}
