import type { ReactNode } from 'react'
import { people } from '../../texts/en/people.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, type FormState } from '../../ui/Form.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import type { Group } from './data.ts'

const texts = people.group

export interface GroupValues {
  name: string
  description: string
  externalGroupId: string
  emailDomain: string
}

export const valuesOf = (group?: Group): GroupValues => ({
  name: group?.name ?? '',
  description: group?.description ?? '',
  externalGroupId: group?.externalGroupId ?? '',
  emailDomain: group?.emailDomain ?? '',
})

/** What a group is called, what it is for, and who becomes a member by themselves. */
export function GroupForm({
  form,
  action,
  isNamed = false,
  more,
}: {
  form: FormState<GroupValues>
  action: string
  /** Its name can't be changed. */
  isNamed?: boolean
  more?: ReactNode
}) {
  return (
    <Form form={form} action={action} more={more}>
      {!isNamed && (
        <Field label={texts.name} error={form.errorOf('name')}>
          <TextInput {...form.bind('name')} required autoFocus />
        </Field>
      )}
      <Field label={texts.description} hint={texts.descriptionHint} error={form.errorOf('description')} isOptional>
        <TextInput {...form.bind('description')} />
      </Field>
      <Field label={texts.external} hint={texts.externalHint} error={form.errorOf('externalGroupId')} isOptional>
        <TextInput {...form.bind('externalGroupId')} isCode />
      </Field>
      <Field label={texts.domain} hint={texts.domainHint} error={form.errorOf('emailDomain')} isOptional>
        <TextInput {...form.bind('emailDomain')} placeholder="example.com" isCode />
      </Field>
    </Form>
  )
}
