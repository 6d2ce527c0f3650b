import styles from './Switch.module.css'

interface SwitchProps {
  isOn: boolean
  onChange(isOn: boolean): void
  label: string
  /** Where the row beside it says what it is: read aloud in place of the label. */
  hiddenLabel?: string
  hint?: string
  isDisabled?: boolean
}

/** On or off, at once: with its own label. */
export function Switch({ isOn, onChange, label, hiddenLabel, hint, isDisabled }: SwitchProps) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-label={hiddenLabel}
        disabled={isDisabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  )
}
