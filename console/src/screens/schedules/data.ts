import { ask } from '../../data/ask.ts'
import { read, readPages } from '../../data/query.ts'
import type { Option } from '../../ui/Select.tsx'
import {
  ScheduleAgentsDocument,
  ScheduleDocument,
  ScheduleFunctionsDocument,
  ScheduleMonthDocument,
  type ScheduleQuery,
  ScheduleSlotsDocument,
  SchedulesDocument,
  type SchedulesQueryVariables,
} from './generated/schedules.ts'
import type { SchedulesSearch, SlotsSearch } from './search.ts'

export type Schedule = ScheduleQuery['schedule']
type SchedulesFilter = NonNullable<SchedulesQueryVariables['filter']>

const filterOf = ({ search, active, type }: SchedulesSearch): SchedulesFilter => ({
  ...(search && { search }),
  ...(active && { isActive: active === 'yes' }),
  ...(type && { targetType: type }),
})

export const schedulesPages = (search: SchedulesSearch) =>
  readPages(SchedulesDocument, { filter: filterOf(search), orderBy: { field: 'NAME', direction: 'ASC' } }, ({ schedules }) => schedules)
export const oneSchedule = (id: string) => read(ScheduleDocument, { id })
export const slotPages = (id: string, { status }: SlotsSearch) =>
  readPages(ScheduleSlotsDocument, { id, ...(status && { status }) }, ({ schedule }) => schedule.slots)
export const pastSlots = (id: string) => read(ScheduleMonthDocument, { id })

/** Functions or agents by a part of their name, as `namespace/name`. */
export const finders: Record<Schedule['targetType'], (search: string) => Promise<Option[]>> = {
  FUNCTION: async (search) => optionsOf((await ask(ScheduleFunctionsDocument, { search })).functions.nodes),
  AGENT: async (search) => optionsOf((await ask(ScheduleAgentsDocument, { search })).agents.nodes),
}

const optionsOf = (nodes: readonly { namespace: string; name: string }[]): Option[] =>
  nodes.map(({ namespace, name }) => ({ value: `${namespace}/${name}`, label: `${namespace}/${name}` }))
