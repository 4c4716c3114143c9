import { lstat, open, readdir, readFile, readlink } from 'node:fs/promises'
import { componentsOf } from '../common/paths.ts'
import type { RootEntry, RootFs } from '../effects/root-fs.ts'
import { unlessFailed } from './error-code.ts'
import { kindOfEntry, randomAccess } from './files.ts'

/** Maximum number of links that Linux follows in one path. */
const mostLinks = 40

/** A directory as the root of a container: absolute links and `..` stay inside it. Rejects if a permission is missing. */
export function directoryRootFs(directory: string): RootFs {
  const at = (path: string) => `${directory}${path}`

  async function look(path: string): Promise<RootEntry | undefined> {
    const found = await unlessFailed(lstat(at(path)), absent)
    if (found === undefined) return undefined
    const kind = kindOfEntry(found)
    return {
      path: path === '' ? '/' : path,
      kind,
      mode: found.mode & 0o7777,
      owner: { user: found.uid, group: found.gid },
      size: found.size,
      ...(kind === 'symlink' ? { target: await readlink(at(path)) } : {}),
    }
  }

  /** Resolves each component itself, so that the host never follows a link. */
  async function walk(path: string, followLast: boolean): Promise<RootEntry | undefined> {
    let here: RootEntry | undefined = await look('')
    const parts = componentsOf(path)
    let links = 0
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      if (here?.kind !== 'directory') return undefined
      const next = await look(childOf(here.path, part))
      if (next?.kind !== 'symlink' || (parts.length === 0 && !followLast)) {
        here = next
        continue
      }
      links += 1
      if (links > mostLinks) return undefined
      const target = next.target ?? ''
      parts.unshift(...componentsOf(target))
      if (target.startsWith('/')) here = await look('')
    }
    return here
  }

  return {
    resolve: (path) => walk(path, true),
    entry: (path) => walk(path, false),
    async list(path) {
      const found = await walk(path, true)
      return found?.kind === 'directory' ? (await readdir(at(found.path))).sort() : []
    },
    async read(path) {
      const found = await walk(path, true)
      return found?.kind === 'file' ? readFile(at(found.path)) : undefined
    },
    async readWith(path, use) {
      const found = await walk(path, true)
      if (found?.kind !== 'file') return undefined
      const handle = await open(at(found.path))
      try {
        return use(randomAccess(handle, 0, found.size))
      } finally {
        await handle.close()
      }
    },
  }
}

/** The path of an entry, as `look` expects it: the root is the empty path. */
function childOf(directory: string, name: string): string {
  const parent = directory === '/' ? '' : directory
  return name === '..' ? parent.replace(/\/[^/]*$/, '') : `${parent}/${name}`
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])
