/**
 * What of the lists of runs stands in the address. Whatever somebody writes there, it is one of these or nothing: each name is answered, as what is not
 * would stay what was written.
 */
export const STATUSES = ['PENDING', 'RUNNING', 'AWAITING_INPUT', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export const TRIGGERS = ['API', 'WEBHOOK', 'SCHEDULE', 'AGENT'] as const

export interface RunsSearch {
  status?: (typeof STATUSES)[number]
  trigger?: (typeof TRIGGERS)[number]
  /** `namespace/name`, or a name. */
  function?: string
  /** Those that failed alike: a fingerprint. */
  error?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export function readRunsSearch(search: Record<string, unknown>): RunsSearch {
  return {
    status: STATUSES.find((each) => each === search.status),
    trigger: TRIGGERS.find((each) => each === search.trigger),
    function: text(search.function),
    error: text(search.error),
  }
}

export const DAYS = ['1', '7', '30'] as const

export interface ErrorsSearch {
  days?: (typeof DAYS)[number]
}

export const readErrorsSearch = ({ days }: Record<string, unknown>): ErrorsSearch => ({ days: DAYS.find((each) => each === String(days)) })

export interface CompareSearch {
  before?: string
  after?: string
}

export const readCompareSearch = ({ before, after }: Record<string, unknown>): CompareSearch => ({
  before: text(before),
  after: text(after),
})

export interface RunSearch {
  /** The step that is looked at. */
  step?: string
  /** A line of the log, from 0. */
  line?: number
}

export function readRunSearch({ step, line }: Record<string, unknown>): RunSearch {
  return {
    step: typeof step === 'string' ? step : undefined,
    line: Number.isInteger(line) ? (line as number) : undefined,
  }
}
