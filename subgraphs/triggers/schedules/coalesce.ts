/**
 * Makes calls that come while one runs share the one that follows it: each caller waits for a run that began after its call.
 * @param run never runs twice at a time
 */
export function coalesce(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let following: Promise<void> | undefined
  return () => {
    if (following) return following
    if (!running) {
      running = run().finally(() => {
        running = undefined
      })
      return running
    }
    following = running
      .catch(() => undefined)
      .then(() => {
        following = undefined
        running = run().finally(() => {
          running = undefined
        })
        return running
      })
    return following
  }
}
