import { formatMoney } from './format.ts'

/** A sum in US dollars. */
export function Money({ dollars }: { dollars: number | null | undefined }) {
  return <span>{dollars == null ? '–' : formatMoney(dollars)}</span>
}
