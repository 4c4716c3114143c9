import type { ResultStorage } from '../../src/images/results/kept-results.ts'

export interface MemoryStorage extends ResultStorage {
  readonly contents: Map<string, Uint8Array>
}

/** Kept results in memory. */
export function memoryStorage(): MemoryStorage {
  const contents = new Map<string, Uint8Array>()
  return {
    contents,
    read: async (name) => contents.get(name),
    async write(name, content) {
      contents.set(name, content)
      return true
    },
  }
}
