/**
 * The values of all promises, in their order. Rejects with the first failure, but only when all have settled: work that
 * still runs could write into directories that are already cleaned up.
 */
export async function settleAll<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work)
  for (const one of settled as readonly PromiseSettledResult<unknown>[])
    if (one.status === 'rejected') throw one.reason
  // all are fulfilled
  return Promise.all(work)
}

/** Like `settleAll`, but starts `work` for the items in order, at most `atOnce` at a time. After a failure, it starts no more. */
export async function settleSome<Item, T>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<T>,
): Promise<readonly T[]> {
  const found: T[] = []
  let next = 0
  let hasFailed = false
  const worker = async () => {
    while (next < items.length && !hasFailed) {
      const at = next++
      try {
        found[at] = await work(items[at] as Item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await settleAll(Array.from({ length: Math.max(1, atOnce) }, worker))
  return found
}
