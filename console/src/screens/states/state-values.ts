import { ApiError } from '../../data/errors.ts'
import { states } from '../../texts/en/states.ts'
import type { State } from './data.ts'
import type { CreateStateInput, UpdateStateInput } from './generated/states.ts'

/** What the form of a state holds. */
export interface StateValues {
  namespace: string
  key: string
  /** As it is typed: JSON that may not be valid yet. */
  value: string
  description: string
  tags: string[]
  relevanceScore: number | null
  visibility: State['visibility']
  groupId: string
  /** As the input has it, in the zone of the browser; empty: never. */
  expiresAt: string
  encrypted: boolean
}

export const printed = (value: unknown): string => JSON.stringify(value, null, 2)

export const valuesOf = (state: State | undefined, namespace = ''): StateValues => ({
  namespace: state?.namespace ?? namespace,
  key: state?.key ?? '',
  value: state ? printed(state.value) : '{}',
  description: state?.description ?? '',
  tags: state?.tags ?? [],
  relevanceScore: state?.relevanceScore ?? 1,
  visibility: state?.visibility ?? 'PRIVATE',
  groupId: state?.groupId ?? '',
  expiresAt: state?.expiresAt ? localOf(new Date(state.expiresAt)) : '',
  encrypted: state?.encrypted ?? false,
})

/** `2026-12-24T18:00`, as an input for dates and times wants it. */
function localOf(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

/** @throws ApiError at the value, where it is no JSON */
export function createInput({ value, groupId, expiresAt, relevanceScore, ...values }: StateValues): CreateStateInput {
  return {
    ...values,
    value: parsed(value),
    relevanceScore: relevanceScore ?? 1,
    ...(values.visibility === 'GROUP' && groupId && { groupId }),
    ...(expiresAt && { expiresAt: new Date(expiresAt).toISOString() }),
  }
}

/** Only what differs, and only where the state is still as it was read. */
export function updateInput(state: State, values: StateValues): UpdateStateInput {
  const { namespace: _namespace, key: _key, ...before } = createInput(valuesOf(state))
  const { namespace, key, ...after } = createInput(values)
  const changed = Object.entries(after).filter(
    ([name, each]) => JSON.stringify(each) !== JSON.stringify(before[name as keyof typeof before]),
  )
  return { state: { id: state.id }, ifMatch: String(state.version), ...Object.fromEntries(changed) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = states.form.invalid((error as Error).message)
    throw new ApiError({ message, extensions: { code: 'VALIDATION', issues: [{ loc: ['value'], msg: message }] } }, null)
  }
}
