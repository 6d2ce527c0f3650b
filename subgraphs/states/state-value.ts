import { turnIfLong } from '../../schema/bounded/json.ts'
import { invalid } from '../../schema/errors.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { State } from './state.entity.ts'

/** What the column holds for a value: its JSON text, sealed where it is to be secret. A large one is done with in several turns of the event loop. */
export async function encodeValue(sealer: Sealer, id: string, value: unknown, encrypted: boolean): Promise<string> {
  // JSON has larger numbers than JavaScript can hold, and no word for what they become.
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(['input', 'value'], 'is larger than a number can be')
  const json = JSON.stringify(value)
  if (!encrypted) return json
  await turnIfLong(json)
  const sealed = sealer.seal(json, rowOf(id))
  await turnIfLong(json)
  return JSON.stringify(sealed)
}

/** The value as its writer gave it. */
export async function decodeValue(sealer: Sealer, { id, value, encrypted }: Pick<State, 'id' | 'value' | 'encrypted'>): Promise<unknown> {
  if (!encrypted) return value
  await turnIfLong(value)
  const json = sealer.open(value as string, rowOf(id))
  await turnIfLong(json)
  return JSON.parse(json)
}

const rowOf = (id: string) => `states/${id}`
