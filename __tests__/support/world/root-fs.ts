import type { RootEntry, RootFs } from '../../../src/effects/root-fs.ts'

/** Content of a file, content with a mode, or a link: `{ link: '…' }`. Directories exist because of their entries. */
export type GivenEntry =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly mode: number; readonly owner?: number }
  | { readonly link: string }
  | { readonly directory: number; readonly owner?: number }

/** A root file system in memory. Files are executable unless a mode is given. */
export function rootFsOf(given: Readonly<Record<string, GivenEntry>>): RootFs {
  const contents = new Map<string, Uint8Array>()
  const entries = new Map<string, RootEntry>()
  const add = (path: string, entry: Omit<RootEntry, 'path' | 'owner'>, owner = 0) =>
    entries.set(path, { path, owner: { user: owner, group: owner }, ...entry })
  add('/', { kind: 'directory', mode: 0o755, size: 0 })
  for (const [path, value] of Object.entries(given)) {
    const parts = path.slice(1).split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = `/${parts.slice(0, depth).join('/')}`
      if (!entries.has(parent)) add(parent, { kind: 'directory', mode: 0o755, size: 0 })
    }
    if (typeof value === 'object' && 'link' in value) {
      add(path, { kind: 'symlink', mode: 0o777, size: value.link.length, target: value.link })
    } else if (typeof value === 'object' && 'directory' in value) {
      add(path, { kind: 'directory', mode: value.directory, size: 0 }, value.owner)
    } else {
      const { content, mode, owner } =
        typeof value === 'object' && 'content' in value
          ? value
          : { content: value, mode: 0o755, owner: undefined }
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      contents.set(path, bytes)
      add(path, { kind: 'file', mode, size: bytes.length }, owner)
    }
  }

  function walk(path: string, followLast: boolean, depth = 0): RootEntry | undefined {
    if (depth > 40) return undefined
    let here = '/'
    const parts = path.split('/').filter((part) => part !== '' && part !== '.')
    for (const [index, part] of parts.entries()) {
      const next = part === '..' ? here.replace(/\/[^/]*$/, '') || '/' : `${here === '/' ? '' : here}/${part}`
      const entry = entries.get(next)
      if (entry?.target !== undefined && (followLast || index < parts.length - 1)) {
        const rest = parts.slice(index + 1).join('/')
        const base = entry.target.startsWith('/') ? '' : here
        return walk(`${base}/${entry.target}/${rest}`, followLast, depth + 1)
      }
      if (entry === undefined) return undefined
      here = next
    }
    return entries.get(here)
  }

  return {
    resolve: async (path) => walk(path, true),
    entry: async (path) => walk(path, false),
    async list(path) {
      const found = walk(path, true)
      if (found?.kind !== 'directory') return []
      const prefix = found.path === '/' ? '/' : `${found.path}/`
      return [...entries.keys()]
        .filter((one) => one !== '/' && one.startsWith(prefix) && !one.slice(prefix.length).includes('/'))
        .map((one) => one.slice(prefix.length))
        .sort()
    },
    async read(path) {
      const found = walk(path, true)
      return found === undefined ? undefined : contents.get(found.path)
    },
    async readWith(path, use) {
      const found = walk(path, true)
      const bytes = found === undefined ? undefined : contents.get(found.path)
      return bytes && use({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) })
    },
  }
}

/** An ld.so.cache with these names and paths in the format of ldconfig, optionally after one of the older format. */
export function loaderCache(
  entries: readonly (readonly [string, string])[],
  { little = true, before = '' }: { readonly little?: boolean; readonly before?: string } = {},
): Uint8Array {
  const texts = entries.flat()
  const head = 48 + 24 * entries.length
  const strings = new TextEncoder().encode(texts.map((text) => `${text}\0`).join(''))
  const bytes = new Uint8Array(head + strings.length)
  const data = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('glibc-ld.so.cache1.1'))
  data.setUint32(20, entries.length, little)
  let at = head
  for (const [index, text] of texts.entries()) {
    data.setUint32(48 + 24 * (index >> 1) + (index % 2 === 0 ? 4 : 8), at, little)
    at += text.length + 1
  }
  bytes.set(strings, head)
  return Uint8Array.from([...new TextEncoder().encode(before), ...bytes])
}
