/**
 * Matches paths of package databases with those of loaders. In an image with merged directories (`/lib` → `/usr/lib`), a file has
 * two paths.
 */
import type { RootFs } from '../../effects/root-fs.ts'

const topDirectories = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']

/** Returns a function that normalizes paths in merged directories: `/lib/x` and `/usr/lib/x` become `/usr/lib/x`. */
async function mergedPaths(root: RootFs): Promise<(path: string) => string> {
  const merged = new Set<string>()
  for (const name of topDirectories) {
    const entry = await root.entry(`/${name}`)
    const isLink = entry?.kind === 'symlink' && (await root.resolve(`/${name}`))?.path === `/usr/${name}`
    if (isLink) merged.add(name)
  }
  return (path) => {
    const [, top = ''] = /^\/([^/]+)\//.exec(path) ?? []
    return merged.has(top) ? `/usr${path}` : path
  }
}

/** Files whose packages are requested. A file that is opened through a link has two names. */
export class WantedFiles {
  readonly #merged: (path: string) => string
  readonly #namesOf: ReadonlyMap<string, readonly string[]>
  readonly #names: ReadonlySet<string>

  private constructor(merged: (path: string) => string, namesOf: ReadonlyMap<string, readonly string[]>) {
    this.#merged = merged
    this.#namesOf = namesOf
    this.#names = new Set([...namesOf.values()].flat())
  }

  static async of(root: RootFs, paths: readonly string[]): Promise<WantedFiles> {
    const merged = await mergedPaths(root)
    const namesOf = new Map<string, readonly string[]>()
    for (const path of paths) {
      const target = (await root.resolve(path))?.path ?? path
      namesOf.set(path, [merged(path), merged(target)])
    }
    return new WantedFiles(merged, namesOf)
  }

  get isEmpty(): boolean {
    return this.#names.size === 0
  }

  /** The normalized name of a file in a database; undefined if it is not requested. */
  nameOf(path: string): string | undefined {
    const name = this.#merged(path)
    return this.#names.has(name) ? name : undefined
  }

  /** All names of a requested file. */
  namesOf(path: string): readonly string[] {
    return this.#namesOf.get(path) ?? []
  }
}
