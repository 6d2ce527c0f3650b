/** What of the schedules stands in the address. */
export const SLOT_STATUSES = ['STARTING', 'WAITING', 'FIRED', 'SKIPPED', 'MISSED', 'FAILED'] as const
export type SlotStatus = (typeof SLOT_STATUSES)[number]

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export interface SchedulesSearch {
  search?: string
  active?: 'yes' | 'no'
  type?: 'FUNCTION' | 'AGENT'
  view?: 'calendar'
  /** `2026-12`, of the calendar. */
  month?: string
}

const readMonth = (month: unknown) => (typeof month === 'string' && MONTH.test(month) ? month : undefined)

export function readSchedulesSearch({ search, active, type, view, month }: Record<string, unknown>): SchedulesSearch {
  return {
    search: typeof search === 'string' && search !== '' ? search : undefined,
    active: active === 'yes' || active === 'no' ? active : undefined,
    type: type === 'FUNCTION' || type === 'AGENT' ? type : undefined,
    view: view === 'calendar' ? view : undefined,
    month: readMonth(month),
  }
}

export interface SlotsSearch {
  status?: SlotStatus
}

export const readSlotsSearch = ({ status }: Record<string, unknown>): SlotsSearch => ({
  status: SLOT_STATUSES.find((each) => each === status),
})

export interface MonthSearch {
  month?: string
}

export const readMonthSearch = ({ month }: Record<string, unknown>): MonthSearch => ({ month: readMonth(month) })

export interface NewScheduleSearch {
  /** `namespace/name` of the function that it is to start. */
  function?: string
}

export const readNewScheduleSearch = ({ function: name }: Record<string, unknown>): NewScheduleSearch => ({
  function: typeof name === 'string' && name.includes('/') ? name : undefined,
})
