import styles from './Switch.module.css'

interface SwitchProps {
  isOn: boolean
  onChange(isOn: boolean): void
  label: string
  hint?: string
  isDisabled?: boolean
}

/** On or off, at once: with its own label. */
export function Switch({ isOn, onChange, label, hint, isDisabled }: SwitchProps) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
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
