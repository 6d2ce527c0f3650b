/** Items that one batch takes. */
const MOST_ITEMS = 500
/** Items of more than this, together, are not put into one batch: what is small does not wait for what is long. */
const MOST_CHARACTERS = 2 ** 18

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Makes calls that come while a batch is under way share the next: alone, a call waits for nothing; under load, statements grow in place of their number.
 * @param run does a whole batch or nothing of it, and answers in its order. Where it fails, each item is tried alone, so that none fails for another
 * @param charactersOf how long an item is
 */
export function inBatches<Item, Result>(
  run: (items: Item[]) => Promise<readonly Result[]>,
  charactersOf: (item: Item) => number = () => 0,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let isRunning = false

  function nextBatch(): Waiting<Item, Result>[] {
    let characters = 0
    let count = 0
    for (const { item } of waiting) {
      characters += charactersOf(item)
      if (count > 0 && (count === MOST_ITEMS || characters > MOST_CHARACTERS)) break
      count++
    }
    return waiting.splice(0, count)
  }

  async function runBatch(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item))
      for (const [i, { resolve }] of batch.entries()) resolve(results[i]!)
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      else for (const one of batch) await runBatch([one])
    }
  }

  async function runAll(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) await runBatch(nextBatch())
    isRunning = false
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    waiting.push({ item, resolve, reject })
    if (!isRunning) void runAll()
    return promise
  }
}
