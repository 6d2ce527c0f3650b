import type { ChangeFeed as Feed } from '../../schema/change-feed.ts'
import type { State } from './state.entity.ts'
import type { Ownership } from './visibility.ts'

/** A change of a state: which users saw it before (null: it is new) and which see it now (null: it is gone). */
export interface Change {
  id: string
  namespace: string
  key: string
  /** After the change; of a state that is gone, its last one. */
  version: number
  before: Ownership | null
  after: Ownership | null
}

export type ChangeFeed = Feed<Change>

export const CHANNEL = 'state_changes'

/** What of a state is told: not its value, which each subscriber reads with their own rights. */
export type Told = Ownership & Pick<State, 'id' | 'namespace' | 'key' | 'version'>

export function changeOf(before: Told | null, after: Told | null): Change {
  const { id, namespace, key, version } = (after ?? before)!
  return { id, namespace, key, version, before: before && ownershipOf(before), after: after && ownershipOf(after) }
}

const ownershipOf = ({ userId, groupId, visibility }: Told): Ownership => ({ userId, groupId, visibility })
