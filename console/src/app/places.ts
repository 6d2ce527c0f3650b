import { useQueries } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { permission } from '../session/permissions.ts'
import { GROUPS, type Place } from './place.ts'

/** How a screen stands in the sidebar: by its group, then by its order. */
export const rank = ({ group, order }: Place): number => GROUPS.indexOf(group) * 100 + order

/** The screens that who is logged in may see, in the order of the sidebar. */
export function usePlaces(): Place[] {
  const { places } = useRouter().options.context
  const needed = [...new Set(places.flatMap(({ needs }) => needs))]
  const held = useQueries({
    queries: needed.map(permission),
    combine: (results) => new Set(needed.filter((_, index) => results[index]?.data)),
  })
  return places.filter(({ needs }) => needs.length === 0 || needs.some((name) => held.has(name)))
}
