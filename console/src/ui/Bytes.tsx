import { formatBytes, formatNumber } from './format.ts'

/** A size, exact on hover. */
export function Bytes({ value }: { value: number | null | undefined }) {
  if (value == null) return <span>–</span>
  return <span title={`${formatNumber(value)} bytes`}>{formatBytes(value)}</span>
}
