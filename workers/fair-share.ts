/** The share that one user may hold while no other user holds anything, and otherwise of what the others leave free. */
const ALONE = 0.75
const BESIDE_OTHERS = 0.5

/**
 * Whether a user who holds `own` of some places may take one more, where `free` are free and `others` are held by others.
 *
 * Alone, a user gets three quarters; beside others, half of what those leave. So each new user finds a place, however long the first ones
 * keep theirs: of 32 places 24, then 4, 2, 1, 1. To take all of them takes as many accounts as there are halves.
 */
export function mayTakeAnother(own: number, others: number, free: number): boolean {
  return free > 0 && own < (others > 0 ? BESIDE_OTHERS : ALONE) * (own + free)
}

/** How many more that is, if no other user takes any meanwhile. */
export function placesLeftFor(own: number, others: number, free: number): number {
  let taken = 0
  while (mayTakeAnother(own + taken, others, free - taken)) taken++
  return taken
}
