import type { Sealer } from '../../schema/sealing.ts'
import type { State } from './state.entity.ts'

/** What the column holds for a value: its JSON text, sealed where it is to be secret. */
export function encodeValue(sealer: Sealer, id: string, value: unknown, encrypted: boolean): string {
  const json = JSON.stringify(value)
  return encrypted ? JSON.stringify(sealer.seal(json, rowOf(id))) : json
}

/** The value as its writer gave it. */
export function decodeValue(sealer: Sealer, { id, value, encrypted }: Pick<State, 'id' | 'value' | 'encrypted'>): unknown {
  return encrypted ? JSON.parse(sealer.open(value as string, rowOf(id))) : value
}

const rowOf = (id: string) => `states/${id}`
