import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { people } from '../../texts/en/people.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useForm } from '../../ui/Form.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { DEFAULT_GROUPS, type Group, NEEDS, oneGroup } from './data.ts'
import { GroupForm, type GroupValues, valuesOf } from './GroupForm.tsx'
import { GroupGrants } from './GroupGrants.tsx'
import { GroupMembers } from './GroupMembers.tsx'
import { ChangeGroupDocument, DeleteGroupDocument, GroupsDocument } from './generated/groups.ts'
import styles from './people.module.css'

const route = getRouteApi('/shell/people/groups/$id')
const texts = people.group

/** One group: its members, and what it grants them. */
export function GroupScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneGroup(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <GroupPage key={id} group={query.data.group} />
}

function GroupPage({ group }: { group: Group }) {
  const [isEditing, setEditing] = useState(false)
  const members = formatNumber(group.members?.totalCount ?? 0)
  return (
    <Page
      title={group.name}
      summary={
        <>
          {group.description && <p>{group.description}</p>}
          <Facts
            facts={[
              [texts.facts.id, <CopyText key="id" text={group.id} isCode />],
              [texts.facts.members, members],
              [texts.facts.created, <Time key="created" at={group.createdAt} />],
              group.externalGroupId !== null && [texts.facts.external, group.externalGroupId],
              group.emailDomain !== null && [texts.facts.domain, group.emailDomain],
            ]}
          />
        </>
      }
      actions={<GroupActions group={group} members={members} onEdit={() => setEditing(!isEditing)} />}
    >
      <div className={styles.page}>
        {isEditing && <EditGroup group={group} onDone={() => setEditing(false)} />}
        <div className={styles.columns}>
          <GroupMembers id={group.id} />
          <Section title={texts.grants}>
            <Allowed permission={NEEDS.grants}>
              <GroupGrants group={group} />
            </Allowed>
          </Section>
        </div>
      </div>
    </Page>
  )
}

function GroupActions({ group: { id, name }, members, onEdit }: { group: Group; members: string; onEdit(): void }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = async () => {
    await ask(DeleteGroupDocument, { id })
    void queryClient.invalidateQueries({ queryKey: [GroupsDocument.name] })
    toast(texts.removed(name))
    await navigate({ to: '/people/groups' })
  }
  return (
    <>
      <Allowed permission={NEEDS.updateGroup} isQuiet>
        <Button onClick={onEdit}>{texts.edit}</Button>
      </Allowed>
      {!DEFAULT_GROUPS.includes(name) && (
        <Allowed permission={NEEDS.deleteGroup} isQuiet>
          <Button look="danger" onClick={() => setAsking(true)}>
            {texts.remove}
          </Button>
        </Allowed>
      )}
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.remove} action={texts.remove} name={name} onConfirm={remove}>
        {texts.removeText(members)}
      </Confirm>
    </>
  )
}

function EditGroup({ group, onDone }: { group: Group; onDone(): void }) {
  const queryClient = useQueryClient()
  const isNamed = DEFAULT_GROUPS.includes(group.name)
  const form = useForm({
    initial: valuesOf(group),
    draft: `group/${group.id}`,
    submit: (values: GroupValues) =>
      ask(ChangeGroupDocument, { input: { group: { id: group.id }, ...changesOf(values, valuesOf(group)) } }),
    onDone({ updateGroup }) {
      queryClient.setQueryData(oneGroup(group.id).queryKey, updateGroup)
      void queryClient.invalidateQueries({ queryKey: [GroupsDocument.name] })
      toast(texts.saved)
      onDone()
    },
  })
  const cancel = () => {
    form.reset()
    onDone()
  }
  return (
    <div className={styles.panel}>
      <GroupForm form={form} action={texts.save} isNamed={isNamed} more={<Button onClick={cancel}>{texts.cancel}</Button>} />
    </div>
  )
}

const changesOf = (values: GroupValues, before: GroupValues) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name as keyof GroupValues]))
