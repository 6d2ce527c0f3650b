import { useMemo } from 'react'
import { schedules } from '../../texts/en/schedules.ts'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { Field } from '../../ui/Field.tsx'
import type { FormState } from '../../ui/Form.tsx'
import { FieldGroup, FieldRow } from '../../ui/Layout.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { SchemaForm } from '../../ui/SchemaForm.tsx'
import { SearchCombobox } from '../../ui/SearchCombobox.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { timezones } from './cron.ts'
import { finders } from './data.ts'
import { NextFive } from './NextFive.tsx'
import type { ScheduleValues } from './schedule-values.ts'
import styles from './schedules.module.css'

const texts = schedules.form
const optionsOf = <Value extends string>(labels: Record<Value, string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }))

/** The fields of a schedule, for a new one and for one that is changed. */
export function ScheduleFields({ form }: { form: FormState<ScheduleValues> }) {
  const { values } = form
  return (
    <>
      <FieldGroup title={texts.when}>
        <When form={form} />
      </FieldGroup>
      <FieldGroup title={texts.what}>
        <FieldRow>
          <Field label={texts.name} error={form.errorOf('name')}>
            <TextInput {...form.bind('name')} />
          </Field>
          <Field label={texts.description} isOptional error={form.errorOf('description')}>
            <TextInput {...form.bind('description')} />
          </Field>
        </FieldRow>
        <Target form={form} />
        <SchemaForm schema={null} label={texts.input} {...form.bind('inputData')} />
      </FieldGroup>
      <FieldGroup title={texts.policies}>
        <FieldRow>
          <Field label={texts.overlap} error={form.errorOf('overlapPolicy')}>
            <Select {...form.bind('overlapPolicy')} options={optionsOf(schedules.overlap)} />
          </Field>
          <Field label={texts.missed} error={form.errorOf('missedPolicy')}>
            <Select {...form.bind('missedPolicy')} options={optionsOf(schedules.missed)} />
          </Field>
          {values.missedPolicy !== 'SKIP' && (
            <Field label={texts.window} error={form.errorOf('missedWindow')}>
              <NumberInput {...form.bind('missedWindow')} />
            </Field>
          )}
        </FieldRow>
        <Switch label={texts.isActive} hint={texts.isActiveHint} isOn={values.isActive} onChange={(isActive) => form.set({ isActive })} />
      </FieldGroup>
    </>
  )
}

function When({ form }: { form: FormState<ScheduleValues> }) {
  const { cronExpression, timezone } = form.values
  const zones = useMemo(() => timezones().map((value) => ({ value, label: value })), [])
  return (
    <>
      <div className={styles.presets} role="group" aria-label={texts.presetsLabel}>
        {texts.presets.map(([label, cron]) => (
          <Button key={cron} look="quiet" aria-pressed={cronExpression === cron} onClick={() => form.set({ cronExpression: cron })}>
            {label}
          </Button>
        ))}
      </div>
      <FieldRow>
        <Field label={texts.cron} hint={texts.cronHint} error={form.errorOf('cronExpression')}>
          <TextInput isCode {...form.bind('cronExpression')} />
        </Field>
        <Field label={texts.zone} error={form.errorOf('timezone')}>
          <Combobox options={zones} empty={texts.noZone} {...form.bind('timezone')} />
        </Field>
      </FieldRow>
      <NextFive expression={cronExpression} timezone={timezone ?? 'UTC'} isPaused={!form.values.isActive} />
    </>
  )
}

function Target({ form }: { form: FormState<ScheduleValues> }) {
  const { targetType } = form.values
  const isAgent = targetType === 'AGENT'
  return (
    <>
      <FieldRow>
        <Field label={texts.type} error={form.errorOf('targetType')}>
          <Select
            value={targetType}
            options={optionsOf(schedules.type)}
            onChange={(type) => form.set({ targetType: type, targetName: null })}
          />
        </Field>
        <Field label={isAgent ? texts.agent : texts.function} error={form.errorOf('targetName')}>
          <SearchCombobox
            key={targetType}
            name={`schedule targets ${targetType}`}
            find={finders[targetType]}
            placeholder={isAgent ? texts.findAgent : texts.findFunction}
            empty={texts.noTarget}
            {...form.bind('targetName')}
          />
        </Field>
      </FieldRow>
      {isAgent && (
        <Field label={texts.content} hint={texts.contentHint} error={form.errorOf('content')}>
          <Textarea {...form.bind('content')} />
        </Field>
      )}
    </>
  )
}
