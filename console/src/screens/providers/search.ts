export const DAYS = [7, 30, 90] as const

export interface SpendSearch {
  days?: (typeof DAYS)[number]
}

export const readSpendSearch = ({ days }: Record<string, unknown>): SpendSearch => ({ days: DAYS.find((each) => each === Number(days)) })
