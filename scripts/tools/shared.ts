const running = new Map<string, Promise<unknown>>()

/** Runs `work` once for all calls of this process with the same `key` until it has ended. */
export function shared<T>(key: string, work: () => Promise<T>): Promise<T> {
  const found = running.get(key) as Promise<T> | undefined
  if (found !== undefined) return found
  const started = work().finally(() => running.delete(key))
  running.set(key, started)
  return started
}
