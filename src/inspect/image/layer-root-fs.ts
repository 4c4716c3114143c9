import type { LayerContent } from '../../effects/archives.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import { componentsOf, type LayerNode } from './layers.ts'

/** As Linux: more symbolic links in one path are an error (ELOOP). */
const linkLimit = 40
/** PATH_MAX of Linux bounds how much a link can add. */
const longestPath = 4096
export const defaultReadLimit = 256 << 20

/**
 * The root file system that an image's layers give. Content is read when it is asked for, from the archive, which
 * must be there until then. Sparse files and those over the limit are listed, and read as if they were not there.
 */
export class LayerRootFs implements RootFs {
  readonly #root: LayerNode
  readonly #contents: readonly LayerContent[]
  readonly #limit: number

  constructor(root: LayerNode, contents: readonly LayerContent[], limit = defaultReadLimit) {
    this.#root = root
    this.#contents = contents
    this.#limit = limit
  }

  async resolve(path: string): Promise<RootEntry | undefined> {
    const found = this.#find(path, true)
    return found && entryOf(found)
  }

  async entry(path: string): Promise<RootEntry | undefined> {
    const found = this.#find(path, false)
    return found && entryOf(found)
  }

  async list(path: string): Promise<readonly string[]> {
    return [...(this.#find(path, true)?.node.children?.keys() ?? [])].sort()
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const node = this.#find(path, true)?.node
    if (node?.kind !== 'file' || node.size > this.#limit) return undefined
    if (node.offset === undefined) return node.size === 0 ? new Uint8Array() : undefined
    return this.#contents[node.layer]?.read(node.offset, node.size)
  }

  /** `..` at the root stays there, and absolute targets begin there: as after chroot. */
  #find(path: string, last: boolean): Found | undefined {
    const stack: Found[] = [{ path: '/', node: this.#root }]
    const ahead = componentsOf(path).reverse()
    let links = 0
    let mustBeDirectory = path.endsWith('/')
    for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
      const here = stack.at(-1)
      if (here?.node.kind !== 'directory') return undefined
      if (part === '..') {
        if (stack.length > 1) stack.pop()
        continue
      }
      const node = here.node.children?.get(part)
      if (node === undefined) return undefined
      if (node.kind === 'symlink' && (ahead.length > 0 || last || mustBeDirectory)) {
        const target = node.target ?? ''
        if (++links > linkLimit || target === '') return undefined
        if (target.startsWith('/')) stack.length = 1
        if (ahead.length === 0 && target.endsWith('/')) mustBeDirectory = true
        ahead.push(...componentsOf(target).reverse())
        if (ahead.length > longestPath) return undefined
        continue
      }
      stack.push({ path: here.path === '/' ? `/${part}` : `${here.path}/${part}`, node })
    }
    const found = stack.at(-1)
    return mustBeDirectory && found?.node.kind !== 'directory' ? undefined : found
  }
}

interface Found {
  readonly path: string
  readonly node: LayerNode
}

function entryOf({ path, node: { kind, mode, size, target } }: Found): RootEntry {
  return { path, kind, mode, size, ...(target === undefined ? {} : { target }) }
}
