import { keys } from '../../texts/en/keys.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { type KeyRow, stateOf } from './data.ts'

const TONES = { active: 'good', revoked: 'idle', expired: 'warn' } as const

export function KeyState({ apiKey }: { apiKey: Pick<KeyRow, 'isActive' | 'expiresAt'> }) {
  const state = stateOf(apiKey)
  return <StatusBadge status={state} tone={TONES[state]} label={keys.state[state]} />
}
