/**
 * The values of all of them, in their order. Rejects with the first failure, but only when none is at work any more: what
 * comes to an end later would write to what has been cleaned up.
 */
export async function settleAll<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work)
  for (const one of settled as readonly PromiseSettledResult<unknown>[])
    if (one.status === 'rejected') throw one.reason
  // nothing is left that could reject
  return Promise.all(work)
}
