/** What of the screens of functions stands in the address: each name is answered, as what is not would stay what was written. */
export interface FunctionsSearch {
  search?: string
  namespace?: string
  active?: 'on' | 'off'
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const whole = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined)

export function readFunctionsSearch({ search, namespace, active }: Record<string, unknown>): FunctionsSearch {
  return { search: text(search), namespace: text(namespace), active: active === 'on' || active === 'off' ? active : undefined }
}

export const TABS = ['code', 'versions', 'callers', 'statistics', 'settings'] as const

export interface FunctionSearch {
  /** Absent: the code. */
  tab?: (typeof TABS)[number]
  /** The run that is shown beside the code, with its input. */
  run?: string
  /** A line of the code, from 1. */
  line?: number
  /** The version that is looked at, and the one that it is compared with. */
  version?: number
  with?: number
}

export function readFunctionSearch(search: Record<string, unknown>): FunctionSearch {
  return {
    tab: TABS.find((each) => each === search.tab && each !== 'code'),
    run: text(search.run),
    line: whole(search.line),
    version: whole(search.version),
    with: whole(search.with),
  }
}
