/** What one user may hold while nobody else holds anything, and of what others leave free otherwise. */
const ALONE = 0.75
const BESIDE_OTHERS = 0.5

/**
 * Whether a user who holds `own` of some places may take one more, where `free` are free and `others` are held by others.
 *
 * Alone, a user gets three quarters; beside others, half of what those leave. So each who comes finds something left, however long the first keep
 * what they have: of 32 places 24, then 4, 2, 1, 1. To take all of them takes as many accounts as there are halves.
 */
export function mayTakeAnother(own: number, others: number, free: number): boolean {
  return free > 0 && own < (others > 0 ? BESIDE_OTHERS : ALONE) * (own + free)
}

/** How many more that is, if nobody else takes any meanwhile. */
export function placesLeftFor(own: number, others: number, free: number): number {
  let taken = 0
  while (mayTakeAnother(own + taken, others, free - taken)) taken++
  return taken
}
