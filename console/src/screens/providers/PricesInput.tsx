import { providers } from '../../texts/en/providers.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './providers.module.css'

const texts = providers.form

export interface PriceRow {
  model: string
  input: number | null
  output: number | null
}

/** What a million tokens cost, by model. */
export function PricesInput({ value, onChange }: { value: PriceRow[]; onChange(rows: PriceRow[]): void }) {
  const set = (index: number, changes: Partial<PriceRow>) => onChange(value.map((row, i) => (i === index ? { ...row, ...changes } : row)))
  return (
    <fieldset className={styles.prices}>
      <legend>{texts.prices}</legend>
      {value.map((row, index) => (
        <div key={index} className={styles.price}>
          <TextInput
            aria-label={texts.priceModel}
            placeholder={texts.priceModel}
            value={row.model}
            onChange={(model) => set(index, { model })}
            isCode
          />
          <NumberInput
            aria-label={texts.priceInput}
            placeholder={texts.priceInput}
            value={row.input}
            onChange={(input) => set(index, { input })}
          />
          <NumberInput
            aria-label={texts.priceOutput}
            placeholder={texts.priceOutput}
            value={row.output}
            onChange={(output) => set(index, { output })}
          />
          <IconButton
            label={texts.removePrice(row.model)}
            icon={<CloseIcon />}
            onClick={() => onChange(value.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      <p className={styles.hint}>{texts.pricesHint}</p>
      <span>
        <Button icon={<PlusIcon size={14} />} onClick={() => onChange([...value, { model: '', input: null, output: null }])}>
          {texts.addPrice}
        </Button>
      </span>
    </fieldset>
  )
}
