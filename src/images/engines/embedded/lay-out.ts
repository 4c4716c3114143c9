/** Unpacks the files of an image into a directory of this machine. */
import { fail, type Result, succeed } from '../../../common/result.ts'
import type { Files } from '../../../effects/files.ts'
import type { RootEntry, RootFs } from '../../../effects/root-fs.ts'
import { copyOut } from '../../../inspect/image/copy-out.ts'

/** A file that does not belong to root. */
export interface OwnedFile {
  readonly path: string
  readonly user: number
  readonly group: number
}

/** A file with capabilities, and the value of its attribute in hex. */
export interface CapableFile {
  readonly path: string
  readonly value: string
}

/** Owners and capabilities of files, which only root can set. */
export interface FileRights {
  readonly owners: readonly OwnedFile[]
  readonly capabilities: readonly CapableFile[]
}

/** Mounts hide the image's own files in these directories. Some mounted files are those of the machine, such as `/dev/null`. */
const mountedOver = /^\/(?:dev|proc|sys)\//

/** Without set-user-ID and set-group-ID: other users of this machine could run such a file with the rights of its owner. */
const keptBits = 0o1777
/** Size of each write, as in container engines. With larger ones, more of a program's libraries are in memory when it is ready. */
const piece = 32 * 1024

/**
 * Writes the files of an image into an empty directory, owned by the user who runs linkgate. Nothing is written through a link,
 * because this creates every directory itself. Devices, pipes and names that are not UTF-8 are left out.
 */
export async function layOut(
  files: Pick<Files, 'makeDirectory' | 'write' | 'append' | 'makeLink' | 'setMode'>,
  root: RootFs,
  directory: string,
): Promise<Result<FileRights>> {
  const owners: OwnedFile[] = []
  const capabilities: CapableFile[] = []

  async function write(entry: RootEntry): Promise<Result<undefined>> {
    const { path, kind, mode, owner, size, capabilities: value, target = '' } = entry
    if (owner.user !== 0 || owner.group !== 0) owners.push({ path, ...owner })
    if (value !== undefined && !mountedOver.test(path)) capabilities.push({ path, value })
    const at = `${directory}${path}`
    if (kind === 'directory') return writeDirectory(entry)
    if (kind === 'symlink') await files.makeLink(at, target)
    if (kind === 'file') {
      const copied = await copyOut(files, root, { from: path, to: at }, { mode: mode & keptBits, piece })
      if (copied !== size)
        return fail(`\`${path}\` of the image has ${size} bytes, which linkgate cannot read`)
    }
    return succeed(undefined)
  }

  async function writeDirectory({ path, mode }: RootEntry): Promise<Result<undefined>> {
    const at = path === '/' ? directory : `${directory}${path}`
    await files.makeDirectory(at)
    for (const name of await root.list(path)) {
      if (!name.isWellFormed()) continue
      const entry = await root.entry(path === '/' ? `/${name}` : `${path}/${name}`)
      const written = entry === undefined ? succeed(undefined) : await write(entry)
      if (!written.ok) return written
    }
    // last, because the mode may not allow writing into the directory
    await files.setMode(at, mode & keptBits)
    return succeed(undefined)
  }

  const top = await root.entry('/')
  if (top?.kind !== 'directory') return fail('the image has no root directory')
  const written = await writeDirectory(top)
  return written.ok ? succeed({ owners, capabilities }) : written
}

/**
 * Creates a directory and its parents in a container if the image lacks them. Container engines create them as root.
 *
 * @param directory with the files of the image
 */
export async function addDirectory(
  files: Pick<Files, 'makeDirectory' | 'setMode'>,
  root: RootFs,
  path: string,
  directory: string,
): Promise<Result<undefined>> {
  const found = await root.resolve(path)
  if (found?.kind === 'directory') return succeed(undefined)
  if (found !== undefined) return fail(`\`${path}\` of the image is not a directory`)
  const place = await placeIn(root, path)
  if (!place.ok) return place
  const missing: string[] = []
  let above = place.value
  let existing = await root.entry(above)
  for (; existing === undefined; existing = await root.entry(above || '/')) {
    missing.unshift(above)
    above = above.slice(0, above.lastIndexOf('/'))
  }
  const kept = existing.mode & keptBits
  // without root's rights, the owner may lack the permission to write into the directory
  await files.setMode(`${directory}${above}`, kept | 0o700)
  for (const one of missing) {
    await files.makeDirectory(`${directory}${one}`)
    await files.setMode(`${directory}${one}`, 0o755)
  }
  await files.setMode(`${directory}${above}`, kept)
  return succeed(undefined)
}

/**
 * Converts a path in a container to one relative to the directory with its files. Follows links of the image. Components that the
 * image lacks are taken as plain directories and files. The problem is a dangling link, a file in place of a directory, or a name
 * that is not UTF-8.
 */
export async function placeIn(root: RootFs, path: string): Promise<Result<string>> {
  const place = await followedIn(root, path)
  // it would be written under another name, which may be that of a link out of the directory
  if (place.ok && !place.value.isWellFormed()) return fail(`\`${path}\` has a name that is not UTF-8`)
  return place
}

/**
 * The path on this machine for a path in a container. Like `placeIn`, but a link that was copied into the container earlier is a
 * problem as well: it is not part of the image, and may lead out of the directory.
 *
 * @param directory with the files of the image
 */
export async function placeOnDisk(
  files: Pick<Files, 'realPath'>,
  root: RootFs,
  path: string,
  directory: string,
): Promise<Result<string>> {
  const place = await placeIn(root, path)
  if (!place.ok) return place
  const top = await files.realPath(directory)
  for (let above = place.value; above !== ''; above = above.slice(0, above.lastIndexOf('/'))) {
    const real = await files.realPath(`${directory}${above}`)
    if (real !== undefined && real !== `${top}${above}`)
      return fail(`\`${above}\` in the container is a copied link, which linkgate does not follow`)
  }
  return succeed(`${directory}${place.value}`)
}

async function followedIn(root: RootFs, path: string): Promise<Result<string>> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  let at = ''
  for (const [index, part] of parts.entries()) {
    if (part === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
      continue
    }
    const next = `${at}/${part}`
    const found = await root.resolve(next)
    const isLast = index === parts.length - 1
    if (found === undefined && (await root.entry(next)) === undefined) {
      const rest = parts.slice(index)
      return rest.includes('..')
        ? fail(`\`${path}\` is not in the image`)
        : succeed(`${at}/${rest.join('/')}`)
    }
    if (found === undefined || (found.kind !== 'directory' && !isLast))
      return fail(`\`${next}\` of the image is not a directory`)
    at = found.path === '/' ? '' : found.path
  }
  return succeed(at)
}
