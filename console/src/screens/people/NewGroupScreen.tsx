import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { people } from '../../texts/en/people.ts'
import { useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { toast } from '../../ui/Toast.tsx'
import { NEEDS } from './data.ts'
import { GroupForm, type GroupValues, valuesOf } from './GroupForm.tsx'
import { Guard } from './Guard.tsx'
import { CreateGroupDocument, GroupsDocument } from './generated/groups.ts'

const texts = people.group

/** A new group. What it grants is given on its own page. */
export function NewGroupScreen() {
  return (
    <Page title={texts.newTitle} summary={texts.newText} look="text">
      <Guard permission={NEEDS.createGroup}>
        <NewGroup />
      </Guard>
    </Page>
  )
}

function NewGroup() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(),
    draft: 'group/new',
    submit: ({ name, ...others }: GroupValues) => ask(CreateGroupDocument, { input: { name: name.trim(), ...filled(others) } }),
    onDone({ createGroup: { group } }) {
      void queryClient.invalidateQueries({ queryKey: [GroupsDocument.name] })
      toast(texts.made(group.name))
      return navigate({ to: '/people/groups/$id', params: { id: group.id } })
    },
  })
  return <GroupForm form={form} action={texts.make} />
}

const filled = (values: Omit<GroupValues, 'name'>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
