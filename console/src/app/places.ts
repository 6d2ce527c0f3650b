import { useQueries } from '@tanstack/react-query'
import { screens } from '../screens/index.ts'
import { permission } from '../session/permissions.ts'
import { GROUPS, type Place } from './place.ts'

const rank = ({ group, order }: Place): number => GROUPS.indexOf(group) * 100 + order

const places: Place[] = screens.map(({ place }): Place => place).sort((a, b) => rank(a) - rank(b))

/** The screens that who is logged in may see, in the order of the sidebar. */
export function usePlaces(): Place[] {
  const needed = [...new Set(places.flatMap(({ needs }) => needs))]
  const held = useQueries({
    queries: needed.map(permission),
    combine: (results) => new Set(needed.filter((_, index) => results[index]?.data)),
  })
  return places.filter(({ needs }) => needs.length === 0 || needs.some((name) => held.has(name)))
}
