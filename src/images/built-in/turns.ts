/** Schedules compilations on this machine: at most one of head and one of base at a time, across all platforms. */
export interface BuildTurns {
  /** Runs work on a program of head after all earlier work on head. After any failure, no more work starts. */
  head<T>(work: () => Promise<T>): Promise<T>
  /** Runs work on a program of base after all earlier work on base. */
  base<T>(work: () => Promise<T>): Promise<T>
  /** Runs work immediately, unless other work has failed. */
  unlessFailed<T>(work: () => Promise<T>): Promise<T>
}

export function buildTurns(): BuildTurns {
  let stopped: { readonly why: unknown } | undefined
  const unlessFailed: BuildTurns['unlessFailed'] = async (work) => {
    if (stopped !== undefined) throw stopped.why
    try {
      return await work()
    } catch (error) {
      stopped ??= { why: error }
      throw error
    }
  }
  const queue = (): BuildTurns['head'] => {
    let last: Promise<unknown> = Promise.resolve()
    return (work) => {
      const result = last.then(() => unlessFailed(work))
      last = result.catch(() => {})
      return result
    }
  }
  return { head: queue(), base: queue(), unlessFailed }
}
