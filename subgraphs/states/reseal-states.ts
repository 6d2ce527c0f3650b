import type { Database } from '../../schema/database.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { State } from './state.entity.ts'
import { decodeValue, encodeValue } from './state-value.ts'

const BATCH = 500

const READ = `select id, value, encrypted from states.states where encrypted and id > $1 order by id limit ${BATCH}`

// Not over a value that was changed meanwhile: it is sealed with the current key already.
const WRITE = `update states.states set value = $2::json where id = $1 and encrypted and value::text = $3`

/** Seals what was sealed with an older key with the current one, so that the older one may be thrown away. @returns how many */
export async function resealStates(database: Database, sealer: Sealer): Promise<number> {
  let resealed = 0
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const states = await database.query<Pick<State, 'id' | 'value' | 'encrypted'>>(READ, [last])
    for (const state of states) {
      if (!sealer.isStale(state.value as string)) continue
      const fresh = await encodeValue(sealer, state.id, await decodeValue(sealer, state), true)
      await database.query(WRITE, [state.id, fresh, JSON.stringify(state.value)])
      resealed++
    }
    if (states.length < BATCH) return resealed
    last = states.at(-1)!.id
  }
}
