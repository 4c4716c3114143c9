import { componentsOf, longestPath } from '../../common/paths.ts'
import type { LayerContent } from '../../effects/archives.ts'
import type { RandomAccess } from '../../effects/files.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { LayerNode } from './layers.ts'

/** The limit of Linux: more symbolic links in one path are an error (ELOOP). */
const linkLimit = 40
const defaultReadLimit = 256 << 20

/**
 * The root file system of an image, from its layers. Content is read on demand from the archive, which must exist until then.
 * Sparse files and those over the limit are listed, but cannot be read, as if they did not exist.
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
    const { content, offset, size } = this.#place(path) ?? {}
    if (offset === undefined) return size === undefined ? undefined : new Uint8Array()
    return content?.read(offset, size ?? 0)
  }

  async readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined> {
    const { content, offset, size } = this.#place(path) ?? {}
    if (offset === undefined) return size === undefined ? undefined : use(emptyFile)
    return content?.readWith(offset, size ?? 0, use)
  }

  /** All entries except the root itself, without following links; a directory comes before its entries. */
  *entries(): Generator<LayerEntry> {
    const ahead: Found[] = [{ path: '', node: this.#root }]
    for (let here = ahead.pop(); here !== undefined; here = ahead.pop()) {
      if (here.path !== '') yield { ...entryOf(here), layer: here.node.layer }
      for (const [name, node] of here.node.children ?? []) ahead.push({ path: `${here.path}/${name}`, node })
    }
  }

  /** The layer and offset of a file's content; without an offset if it has none. */
  #place(path: string): Place | undefined {
    const node = this.#find(path, true)?.node
    if (node?.kind !== 'file' || node.size > this.#limit) return undefined
    const { offset, size, layer } = node
    if (offset === undefined) return size === 0 ? { size } : undefined
    return { offset, size, content: this.#contents[layer] }
  }

  /** `last`: whether to follow a link at the end. */
  #find(path: string, last: boolean): Found | undefined {
    const walk = new PathWalk(this.#root, path, last)
    while (walk.step()) {}
    return walk.found
  }
}

export interface LayerEntry extends RootEntry {
  /** Number of its layer, bottom first. */
  readonly layer: number
}

interface Place {
  readonly size: number
  readonly offset?: number
  readonly content?: LayerContent | undefined
}

const emptyFile: RandomAccess = { size: 0, read: () => new Uint8Array() }

/** Resolves a path from the root as after chroot: `..` at the root stays there, and absolute targets begin there. */
class PathWalk {
  readonly #stack: Found[]
  readonly #ahead: string[]
  readonly #followsLast: boolean
  #mustBeDirectory: boolean
  #links = 0
  #isMissing = false

  constructor(root: LayerNode, path: string, followsLast: boolean) {
    this.#stack = [{ path: '/', node: root }]
    this.#ahead = componentsOf(path).reverse()
    this.#followsLast = followsLast
    this.#mustBeDirectory = path.endsWith('/')
  }

  /** The target of the path; undefined if it does not exist. */
  get found(): Found | undefined {
    const found = this.#stack.at(-1)
    const isWrongKind = this.#mustBeDirectory && found?.node.kind !== 'directory'
    return this.#isMissing || isWrongKind ? undefined : found
  }

  /** Resolves one component of the path; returns false at its end. */
  step(): boolean {
    const part = this.#ahead.pop()
    if (part === undefined) return false
    const here = this.#stack.at(-1)
    if (here?.node.kind !== 'directory') return this.#fail()
    if (part === '..') {
      if (this.#stack.length > 1) this.#stack.pop()
      return true
    }
    const node = here.node.children?.get(part)
    if (node === undefined) return this.#fail()
    const isFollowed = this.#ahead.length > 0 || this.#followsLast || this.#mustBeDirectory
    if (node.kind === 'symlink' && isFollowed) return this.#follow(node.target ?? '')
    this.#stack.push({ path: here.path === '/' ? `/${part}` : `${here.path}/${part}`, node })
    return true
  }

  #follow(target: string): boolean {
    if (++this.#links > linkLimit || target === '') return this.#fail()
    if (target.startsWith('/')) this.#stack.length = 1
    if (this.#ahead.length === 0 && target.endsWith('/')) this.#mustBeDirectory = true
    this.#ahead.push(...componentsOf(target).reverse())
    return this.#ahead.length > longestPath ? this.#fail() : true
  }

  #fail(): false {
    this.#isMissing = true
    return false
  }
}

interface Found {
  readonly path: string
  readonly node: LayerNode
}

function entryOf({ path, node: { kind, mode, owner, size, capabilities, target } }: Found): RootEntry {
  return {
    path,
    kind,
    mode,
    owner,
    size,
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(target === undefined ? {} : { target }),
  }
}
