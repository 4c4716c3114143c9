import { componentsOf } from '../../common/paths.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { LayerContent, LayerMember } from '../../effects/archives.ts'
import { displayName } from './layout.ts'

/** A file, directory or link of the flattened file system. */
export interface LayerNode {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  readonly mode: number
  readonly owner: LayerMember['owner']
  readonly size: number
  readonly capabilities?: string
  readonly target?: string
  /** Number of the layer with the content, bottom first, and the offset of the content in it. */
  readonly layer: number
  readonly offset?: number
  /** Only for a directory. */
  readonly children?: Map<string, LayerNode>
}

/** The tree of one layer, with what it hides in the layers below. */
interface Upper extends LayerNode {
  readonly children?: Map<string, Upper>
  /** Whether the directory has no entry, but is in the path of another. */
  readonly implied?: boolean
  /** Names that it hides in the layers below; `opaque` hides all. */
  readonly removed?: Set<string>
  readonly opaque?: boolean
}
interface UpperDirectory extends Upper {
  readonly children: Map<string, Upper>
  readonly removed: Set<string>
  opaque: boolean
}

const linkLimit = 40
const mostNodes = 2_000_000
/** Deeper trees exceed PATH_MAX, and would recurse too deeply. */
const deepest = 2048

const root = { user: 0, group: 0 }

class LayerProblem extends Error {}

/**
 * Merges the layers like an overlay file system: OCI image specification, "Applying Changesets". A whiteout hides entries of lower
 * layers, regardless of its position in its own layer. If several entries have the same name, the last one counts.
 */
export function flatten(layers: readonly LayerContent[]): Result<LayerNode> {
  let tree: LayerNode = {
    kind: 'directory',
    mode: 0o755,
    owner: root,
    size: 0,
    layer: 0,
    children: new Map(),
  }
  const budget = { nodes: mostNodes }
  try {
    for (const [index, { members }] of layers.entries()) {
      tree = merge(tree, new LayerTree(index, tree, budget).build(members))
    }
  } catch (error) {
    if (error instanceof LayerProblem) return fail(error.message)
    throw error
  }
  return succeed(tree)
}

class LayerTree {
  readonly #root: UpperDirectory
  readonly #index: number
  readonly #below: LayerNode
  readonly #budget: { nodes: number }

  constructor(index: number, below: LayerNode, budget: { nodes: number }) {
    this.#index = index
    this.#below = below
    this.#budget = budget
    this.#root = this.#directory({ mode: 0o755, owner: root }, true)
  }

  build(members: readonly LayerMember[]): Upper {
    for (const member of members) this.#add(member)
    return this.#root
  }

  #directory({ mode, owner }: Pick<LayerMember, 'mode' | 'owner'>, implied: boolean): UpperDirectory {
    const empty = { children: new Map(), removed: new Set<string>(), opaque: false }
    return { kind: 'directory', mode, owner, size: 0, layer: this.#index, implied, ...empty }
  }

  #add(member: LayerMember): void {
    const parts = this.#partsOf(member.path)
    const name = parts.pop()
    if (name === undefined) return
    const parent = this.#parent(parts, member.path)
    if (name.startsWith('.wh.')) this.#whiteout(parent, name, member.path)
    else {
      this.#spend(member.path)
      const before = parent.children.get(name)
      const made = this.#node(member)
      if (made.kind === 'directory' && before?.kind === 'directory') {
        parent.children.set(name, { ...before, mode: made.mode, owner: made.owner, implied: false })
      } else parent.children.set(name, made)
    }
  }

  #node(member: LayerMember): Upper {
    const { kind, mode, owner, size, capabilities, target, offset } = member
    if (kind === 'directory') return this.#directory(member, false)
    if (kind !== 'hardlink') {
      return {
        kind,
        mode,
        owner,
        size,
        layer: this.#index,
        ...(capabilities === undefined ? {} : { capabilities }),
        ...(target === undefined || kind !== 'symlink' ? {} : { target }),
        ...(offset === undefined ? {} : { offset }),
      }
    }
    const parts = this.#partsOf(target ?? '')
    const found = lookUp(this.#root, parts) ?? lookUp(this.#below, parts)
    if (found !== undefined && found.kind !== 'directory') return found
    throw new LayerProblem(
      `the hard link ${displayName(member.path)} points to ${displayName(target ?? '')}, which is not a file`,
    )
  }

  #whiteout(parent: UpperDirectory, name: string, path: string): void {
    const hidden = name.slice('.wh.'.length)
    if (name === '.wh..wh..opq') parent.opaque = true
    // other names that begin with `.wh..wh.` are metadata of aufs
    else if (hidden.startsWith('.wh.')) return
    else if (hidden === '' || hidden === '.' || hidden === '..') {
      throw new LayerProblem(`the whiteout ${displayName(path)} names no file`)
    } else parent.removed.add(hidden)
  }

  /** The directory of an entry. Follows symbolic links of the same layer, because engines unpack into their targets. */
  #parent(wanted: readonly string[], path: string): UpperDirectory {
    const stack = [this.#root]
    const ahead = [...wanted].reverse()
    let links = 0
    for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
      const here = stack.at(-1) ?? this.#root
      if (part === '..') {
        if (stack.length > 1) stack.pop()
        continue
      }
      let next = here.children.get(part)
      if (next?.kind === 'symlink') {
        if (++links > linkLimit) throw new LayerProblem(`the path ${displayName(path)} has too many links`)
        const target = next.target ?? ''
        if (target.startsWith('/')) stack.length = 1
        ahead.push(...componentsOf(target).reverse())
        if (ahead.length > deepest)
          throw new LayerProblem(`the path ${displayName(path)} has links that are too long`)
        continue
      }
      if (next?.kind !== 'directory') {
        this.#spend(path)
        next = this.#directory({ mode: 0o755, owner: root }, true)
        here.children.set(part, next)
      }
      stack.push(next as UpperDirectory)
      if (stack.length > deepest) throw new LayerProblem(`the path ${displayName(path)} is too deep`)
    }
    return stack.at(-1) ?? this.#root
  }

  /** Resolves `.` and `..`; no engine unpacks a path that leads out of the image. */
  #partsOf(path: string): string[] {
    const parts: string[] = []
    for (const part of componentsOf(path)) {
      if (part !== '..') parts.push(part)
      else if (parts.pop() === undefined)
        throw new LayerProblem(`the path ${displayName(path)} leads outside the image`)
    }
    return parts
  }

  #spend(path: string): void {
    if (--this.#budget.nodes < 0)
      throw new LayerProblem(`the image has too many files (at ${displayName(path)})`)
  }
}

function lookUp(root: LayerNode, parts: readonly string[]): LayerNode | undefined {
  let at: LayerNode | undefined = root
  for (const part of parts) at = at?.children?.get(part)
  return at
}

function merge(below: LayerNode | undefined, above: Upper): LayerNode {
  if (above.kind !== 'directory') return above
  const { children = new Map<string, Upper>(), removed, opaque, implied, ...rest } = above
  const under = below?.kind === 'directory' ? below : undefined
  const merged = new Map<string, LayerNode>()
  if (opaque !== true) {
    for (const [name, node] of under?.children ?? []) if (removed?.has(name) !== true) merged.set(name, node)
  }
  for (const [name, node] of children) merged.set(name, merge(merged.get(name), node))
  const { mode, owner } = implied === true && under !== undefined ? under : above
  return { ...rest, mode, owner, children: merged }
}
