import type { Context } from '../../schema/context.ts'
import type { Services } from './builder.ts'
import { changeOf } from './change.ts'
import { compareAndSet, requireVersion } from './compare-and-set.ts'
import { changeableState, type Locator } from './find-state.ts'
import type { State } from './state.entity.ts'

// Deletes only if what was decided on before still holds: which users see the state and, where it matters, its version.
const DELETE = `delete from states.states
  where id = $1 and visibility = $2 and group_id is not distinct from $3 and ($4::int is null or version = $4)
  returning id`

/**
 * @param ifMatch the versions that it may have, as in HTTP's `If-Match`
 * @returns the state as it last was
 * @throws SinasError NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED; CONFLICT where others change it all the time
 */
export function deleteState(context: Context<Services>, locator: Locator, ifMatch: string | null | undefined): Promise<State> {
  return compareAndSet(async () => {
    const state = await changeableState(context, locator, 'delete')
    requireVersion(state.version, ifMatch)
    const deleted = await context.database.query(DELETE, [state.id, state.visibility, state.groupId, ifMatch ? state.version : null])
    if (deleted.length === 0) return undefined
    context.services.changes.publish(changeOf(state, null))
    return state
  })
}
