import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { functions } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Section } from '../../ui/Page.tsx'
import { Allowed, PermissionHint } from '../../ui/PermissionHint.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TagsInput } from '../../ui/TagsInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Fn, oneFunction, permissionOn } from './data.ts'
import { ChangeFunctionDocument, DeleteFunctionDocument } from './generated/function.ts'
import styles from './SettingsTab.module.css'

const texts = functions.settings

/** What shapes its runs beside the code; below, what takes it away. */
export function SettingsTab({ fn }: { fn: Fn }) {
  const me = useMe()
  return (
    <div className={styles.settings}>
      <Allowed permission={permissionOn(fn, 'update', me.id)}>
        <SettingsForm key={fn.updatedAt} fn={fn} />
      </Allowed>
      <Section title={texts.danger}>
        <Allowed permission={permissionOn(fn, 'delete', me.id)}>
          <Delete fn={fn} />
        </Allowed>
      </Section>
    </div>
  )
}

function SettingsForm({ fn }: { fn: Fn }) {
  const queryClient = useQueryClient()
  const share = permissionOn(fn, 'share', useMe().id)
  const mayShare = useMay(share)
  const { description, icon, requirements, secrets, enabledNamespaces, timeout, isShared, requiresApproval } = fn
  const initial = {
    description: description ?? '',
    icon: icon ?? '',
    requirements,
    secrets,
    enabledNamespaces,
    timeout,
    isShared,
    requiresApproval,
  }
  const form = useForm({
    initial,
    draft: `function-settings/${fn.id}`,
    submit: ({ isShared: shares, ...values }) =>
      ask(ChangeFunctionDocument, {
        // Who may not share says nothing about it, as that would be asking for it.
        input: { function: { id: fn.id }, ...values, ...(shares !== isShared && { isShared: shares }) },
      }),
    onDone({ updateFunction }) {
      queryClient.setQueryData(oneFunction(fn).queryKey, updateFunction)
      void queryClient.invalidateQueries({ queryKey: ['Functions'] })
      toast(texts.saved)
    },
  })
  return (
    <Form form={form} action={texts.save}>
      <Field label={texts.description} hint={texts.descriptionHint} isOptional error={form.errorOf('description')}>
        <TextInput {...form.bind('description')} />
      </Field>
      <Field label={texts.requirements} hint={texts.requirementsHint} isOptional error={form.errorOf('requirements')}>
        <TagsInput {...form.bind('requirements')} />
      </Field>
      <Field label={texts.secrets} hint={texts.secretsHint} isOptional error={form.errorOf('secrets')}>
        <TagsInput {...form.bind('secrets')} />
      </Field>
      <Field label={texts.enabledNamespaces} hint={texts.enabledNamespacesHint} isOptional error={form.errorOf('enabledNamespaces')}>
        <TagsInput {...form.bind('enabledNamespaces')} />
      </Field>
      <Field label={texts.timeout} hint={texts.timeoutHint} isOptional error={form.errorOf('timeout')}>
        <NumberInput {...form.bind('timeout')} />
      </Field>
      <Field label={texts.icon} hint={texts.iconHint} isOptional error={form.errorOf('icon')}>
        <TextInput {...form.bind('icon')} />
      </Field>
      <Switch
        label={texts.requiresApproval}
        hint={texts.requiresApprovalHint}
        isOn={form.values.requiresApproval}
        onChange={(isOn) => form.set({ requiresApproval: isOn })}
      />
      <Switch
        label={texts.isShared}
        hint={texts.isSharedHint}
        isDisabled={mayShare !== true}
        isOn={form.values.isShared}
        onChange={(isOn) => form.set({ isShared: isOn })}
      />
      {mayShare === false && <PermissionHint permission={share} />}
    </Form>
  )
}

function Delete({ fn }: { fn: Fn }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const remove = async () => {
    await ask(DeleteFunctionDocument, { id: fn.id })
    void queryClient.invalidateQueries({ queryKey: ['Functions'] })
    toast(texts.deleted)
    await navigate({ to: '/functions' })
    queryClient.removeQueries({ queryKey: oneFunction(fn).queryKey })
  }
  return (
    <>
      <p className={styles.soft}>{texts.deleteText}</p>
      <div>
        <Button look="danger" onClick={() => setOpen(true)}>
          {texts.delete}
        </Button>
      </div>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={texts.delete} action={texts.delete} name={fn.name} onConfirm={remove}>
        {texts.deleteText}
      </Confirm>
    </>
  )
}
