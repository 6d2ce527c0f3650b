import { providers } from '../../texts/en/providers.ts'
import { Field } from '../../ui/Field.tsx'
import type { FormState } from '../../ui/Form.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Select } from '../../ui/Select.tsx'
import type { Budget } from './data.ts'

const texts = providers.budgets.form
const PERIODS = ['DAY', 'MONTH', 'TOTAL'] as const

export interface Limits {
  period: Budget['period']
  maxCost: number | null
  maxTokens: number | null
}

/** What the API takes: a limit that is empty is left out. */
export const limitsOf = ({ period, maxCost, maxTokens }: Limits) => ({
  period,
  ...(maxCost !== null && { maxCost }),
  ...(maxTokens !== null && { maxTokens }),
})

/** How much may be spent, and in which time. */
export function LimitFields<Values extends Limits>({ form }: { form: FormState<Values> }) {
  return (
    <>
      <Field label={texts.period} error={form.errorOf('period')}>
        <Select {...form.bind('period')} options={PERIODS.map((value) => ({ value, label: providers.budgets.period[value] }))} />
      </Field>
      <Field label={texts.maxCost} hint={texts.maxCostHint} error={form.errorOf('maxCost')} isOptional>
        <NumberInput {...form.bind('maxCost')} />
      </Field>
      <Field label={texts.maxTokens} hint={texts.maxTokensHint} error={form.errorOf('maxTokens')} isOptional>
        <NumberInput {...form.bind('maxTokens')} />
      </Field>
    </>
  )
}
