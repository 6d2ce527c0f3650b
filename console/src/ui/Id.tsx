import { CopyText } from './CopyText.tsx'

/** An id, by its last characters, which tell ids of one time apart; copied whole by a click. */
export function Id({ id }: { id: string }) {
  return <CopyText text={id} shown={id.length > 12 ? `…${id.slice(-8)}` : id} label="Copy the id" isCode />
}
