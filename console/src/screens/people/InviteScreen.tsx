import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { useMay } from '../../session/permissions.ts'
import { people } from '../../texts/en/people.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { groupsPages, NEEDS } from './data.ts'
import { Guard } from './Guard.tsx'
import { AddMemberDocument, InviteUserDocument, UsersDocument } from './generated/users.ts'

const texts = people.invite

/** A new user, and the group that gives them their first rights. */
export function InviteScreen() {
  return (
    <Page title={texts.title} summary={texts.text} look="text">
      <Guard permission={NEEDS.create}>
        <InviteForm />
      </Guard>
    </Page>
  )
}

function InviteForm() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const groups = rowsOf(useInfiniteQuery(groupsPages({})).data)
  const maySetGroup = useMay(NEEDS.members)
  const form = useForm({
    initial: { email: '', group: '' },
    draft: 'user/new',
    async submit({ email, group }) {
      const { user } = (await ask(InviteUserDocument, { input: { email: email.trim() } })).createUser
      if (group) await ask(AddMemberDocument, { group, user: user.id })
      return user
    },
    onDone({ id, email }) {
      void queryClient.invalidateQueries({ queryKey: [UsersDocument.name] })
      toast(texts.done(email ?? id))
      return navigate({ to: '/people/users/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={texts.action}>
      <Field label={texts.email} error={form.errorOf('email')}>
        <TextInput {...form.bind('email')} type="email" required autoFocus placeholder="ada@example.com" />
      </Field>
      {maySetGroup && (
        <Field label={texts.group} hint={texts.groupHint}>
          <Select
            {...form.bind('group')}
            options={[
              { value: '', label: texts.noGroup },
              ...groups.filter(({ name }) => name !== 'GuestUsers').map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
    </Form>
  )
}
