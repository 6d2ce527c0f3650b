import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
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
import { groupsPages, NEEDS, userGroups } from './data.ts'
import { AddMemberDocument, RemoveMemberDocument } from './generated/users.ts'
import styles from './people.module.css'
import { useAct } from './useAct.ts'
import { useForgetMembers } from './useForgetMembers.ts'

const texts = people.user

/** The groups in which a user is, and what puts them into another one. */
export function UserGroups({ id }: { id: string }) {
  const { data, error } = useQuery(userGroups(id))
  const mayChange = useMay(NEEDS.members)
  const forget = useForgetMembers()
  const leave = useAct(async ({ group, name }: { group: string; name: string }) => {
    await ask(RemoveMemberDocument, { group, user: id })
    await forget(id, group)
    toast(texts.left(name), {
      undo: async () => {
        await ask(AddMemberDocument, { group, user: id })
        await forget(id, group)
      },
    })
  })
  if (error) return <ErrorState error={error} isCompact />
  const groups = data?.user.groups?.nodes ?? []
  return (
    <Section title={texts.groups}>
      {data && groups.length === 0 && <p className={styles.soft}>{texts.noGroups}</p>}
      {groups.length > 0 && (
        <ul className={styles.list} aria-label={texts.groups}>
          {groups.map(({ id: group, name }) => (
            <li key={group}>
              <Link to="/people/groups/$id" params={{ id: group }} className={styles.main}>
                {name}
              </Link>
              {mayChange && <IconButton label={texts.leave(name)} icon={<CloseIcon />} onClick={() => leave.mutate({ group, name })} />}
            </li>
          ))}
        </ul>
      )}
      {leave.error && <ErrorState error={leave.error} isCompact />}
      <Allowed permission={NEEDS.members}>
        <Join id={id} known={groups.map(({ id: group }) => group)} />
      </Allowed>
    </Section>
  )
}

function Join({ id, known }: { id: string; known: readonly string[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const groups = rowsOf(useInfiniteQuery(groupsPages({})).data).filter((group) => !known.includes(group.id))
  const forget = useForgetMembers()
  const queryClient = useQueryClient()
  const join = useAct(async (group: string) => {
    await ask(AddMemberDocument, { group, user: id })
    setChosen(null)
    await forget(id, group)
    void queryClient.invalidateQueries({ queryKey: groupsPages({}).queryKey })
    toast(texts.joined(groups.find((each) => each.id === group)?.name ?? group))
  })
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) join.mutate(chosen)
      }}
    >
      <Field label={texts.join}>
        <Combobox value={chosen} options={groups.map((group) => ({ value: group.id, label: group.name }))} onChange={setChosen} />
      </Field>
      <Button type="submit" disabled={!chosen} isBusy={join.isPending}>
        {texts.joinAction}
      </Button>
      {join.error && <ErrorState error={join.error} isCompact />}
    </form>
  )
}
