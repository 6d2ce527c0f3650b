/** What a test waits for: found when it is neither null, undefined nor false. */
type Look<Found> = () => Promise<Found | undefined | null | false> | Found | undefined | null | false

const INTERVAL_MS = 10

/**
 * Waits until `look` finds something.
 * @param what is waited for, in the words of the error
 * @returns what was found
 */
export async function until<Found>(look: Look<Found>, what = String(look), seconds = 30): Promise<Found> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`waited ${seconds} seconds for ${what}, and it did not happen`)
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS))
  }
}
