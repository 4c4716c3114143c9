/** Who compiles when on this machine. */

/** Where programs are compiled: at most one of head and one of base at a time, of all platforms. */
export interface BuildTurns {
  /** Work on a program of head, after all that was given before. After a failure of any work, nothing more begins. */
  head<T>(work: () => Promise<T>): Promise<T>
  /** Likewise for base. */
  base<T>(work: () => Promise<T>): Promise<T>
  /** Work that waits for no other. */
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
  const lane = (): BuildTurns['head'] => {
    let last: Promise<unknown> = Promise.resolve()
    return (work) => {
      const result = last.then(() => unlessFailed(work))
      last = result.catch(() => {})
      return result
    }
  }
  return { head: lane(), base: lane(), unlessFailed }
}
