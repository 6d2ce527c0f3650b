import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { people } from '../../texts/en/people.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { PermissionInput } from '../../ui/PermissionInput.tsx'
import { PermissionList } from '../../ui/PermissionList.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { toast } from '../../ui/Toast.tsx'
import { ADMINS, type Group, groupGrants } from './data.ts'
import { GrantDocument, MatrixDocument, TakeAwayDocument } from './generated/groups.ts'
import { UserRightsDocument } from './generated/users.ts'
import styles from './people.module.css'
import { useAct } from './useAct.ts'

const texts = people.group

/** What a group grants: switched, taken away, given. */
export function GroupGrants({ group: { id, name } }: { group: Group }) {
  const { data, error, refetch } = useQuery(groupGrants(id))
  const isFixed = name === ADMINS
  const forget = useForgetGrants(id)
  const set = useAct(async ({ key, value }: { key: string; value: boolean }) => {
    await ask(GrantDocument, { group: id, key, value })
    await forget()
  })
  const takeAway = useAct(async ({ key, value }: { key: string; value: boolean }) => {
    await ask(TakeAwayDocument, { group: id, key })
    await forget()
    toast(texts.takenAway(key), { undo: () => set.mutateAsync({ key, value }) })
  })
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  const grants = [...(data?.groupPermissions.nodes ?? [])].sort((a, b) => (a.permissionKey < b.permissionKey ? -1 : 1))
  const failure = set.error ?? takeAway.error
  return (
    <>
      {isFixed && <p className={styles.soft}>{texts.admins}</p>}
      {data && grants.length === 0 && <p className={styles.soft}>{texts.noGrants}</p>}
      {failure && <ErrorState error={failure} isCompact />}
      {grants.length > 0 && (
        <PermissionList
          label={texts.grants}
          permissions={grants.map(({ id: entry, permissionKey: key, permissionValue: value }) => ({
            id: entry,
            key,
            isOff: !value,
            end: !isFixed && (
              <>
                <Switch isOn={value} label="" hiddenLabel={texts.turnOff(key)} onChange={(on) => set.mutate({ key, value: on })} />
                <IconButton label={texts.takeAway(key)} icon={<CloseIcon />} onClick={() => takeAway.mutate({ key, value })} />
              </>
            ),
          }))}
        />
      )}
      {!isFixed && <Give id={id} />}
    </>
  )
}

function Give({ id }: { id: string }) {
  const forget = useForgetGrants(id)
  const form = useForm({
    initial: { permissionKey: 'sinas.functions.read:own' },
    draft: `grant/${id}`,
    submit: ({ permissionKey }) => ask(GrantDocument, { group: id, key: permissionKey.trim(), value: true }),
    async onDone({ setGroupPermission: { permission } }) {
      await forget()
      toast(texts.given(permission.permissionKey))
    },
  })
  return (
    <div className={styles.panel}>
      <h3>{texts.give}</h3>
      <Form form={form} action={texts.giveAction} more={<span className={styles.soft}>{texts.own}</span>}>
        <PermissionInput {...form.bind('permissionKey')} error={form.errorOf('permissionKey')} />
      </Form>
    </div>
  )
}

/** After what a group grants has changed: what shows it is read anew. */
function useForgetGrants(id: string): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [groupGrants(id).queryKey, [MatrixDocument.name], [UserRightsDocument.name], ['permission']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}
