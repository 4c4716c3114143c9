import { createHash, hash } from 'node:crypto'
import {
  constants,
  type Dirent,
  lstatSync,
  lutimesSync,
  readFileSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
  utimesSync,
} from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from '../common/errors.ts'
import type { FileEntry, Files, RandomAccess, TreeEntry } from '../effects/files.ts'
import { systemCodeOf, unlessFailed } from './error-code.ts'
import { piecesOf } from './pieces.ts'

/** Files on this machine. Temporary directories are created in `temporaryRoot`. */
export function realFiles(temporaryRoot: string): Files {
  return {
    read: (path) => readRegular(path),
    readStart: (path, size) =>
      withFile(path, async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0)
        return buffer.subarray(0, bytesRead)
      }),
    readWith: (path, use) =>
      withFile(path, async (file) => use(randomAccess(file, 0, (await file.stat()).size))),
    readText: async (path) => (await readRegular(path))?.toString('utf8'),
    async write(path, content, mode, piece) {
      await fs.mkdir(dirname(path), { recursive: true })
      await fs.writeFile(path, inPieces(content, piece))
      if (mode !== undefined) await fs.chmod(path, mode)
    },
    append: (path, content, piece) => fs.writeFile(path, inPieces(content, piece), { flag: 'a' }),
    makeLink: (path, target) => fs.symlink(target, path),
    setMode: (path, mode) => fs.chmod(path, mode),
    async list(directory) {
      const entries = (await unlessMissing(fs.readdir(directory, { withFileTypes: true }))) ?? []
      return entries
        .map((entry) => ({ name: entry.name, kind: kindOfEntry(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    async stat(path) {
      // synchronous, because asynchronous calls for thousands of files cost many times more
      const found = await unlessMissing(statNow(path))
      return found && { kind: kindOfEntry(found), size: found.size, modifiedMs: found.mtimeMs }
    },
    realPath: (path) => unlessMissing(fs.realpath(path)),
    async makeDirectory(path) {
      await fs.mkdir(path, { recursive: true })
    },
    makeTemporary: (prefix) => fs.mkdtemp(join(temporaryRoot, prefix)),
    async copy(from, to) {
      return (await unlessMissing(copyTree(from, to).then(() => true))) ?? false
    },
    move: (from, to) => fs.rename(from, to),
    setTimesByContent,
    async remove(path) {
      try {
        await fs.rm(path, { recursive: true, force: true, maxRetries: 3 })
      } catch (error) {
        if (!isDenied(error)) throw error
        // the Go module cache makes its directories read-only
        await makeWritable(Buffer.from(path))
        await fs.rm(path, { recursive: true, force: true, maxRetries: 3 })
      }
    },
    sha256: async (path) => (await digestOf(path)).toString('hex'),
  }
}

function inPieces(content: string | Uint8Array, piece: number | undefined) {
  return piece === undefined ? content : partsOf(Buffer.from(content), piece)
}

function* partsOf(content: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

async function statNow(path: string): Promise<Stats | undefined> {
  return statSync(path, { throwIfNoEntry: false })
}

async function copyTree(from: string, to: string): Promise<void> {
  try {
    const options = { recursive: true, force: true, verbatimSymlinks: true, preserveTimestamps: true }
    await fs.cp(from, to, options)
  } catch (error) {
    // pipes, sockets and devices
    if (/^ERR_FS_CP_(?:FIFO_PIPE|SOCKET|UNKNOWN)$/.test(systemCodeOf(error) ?? '')) throw notRegular(from)
    throw error
  }
}

/** Maximum size of a file that is read at once, in bytes. */
const largestRead = 64 * 1024 * 1024

/** Rejects pipes and devices, from which a read might never return or never end. */
async function readRegular(path: string): Promise<Buffer | undefined> {
  const file = await unlessMissing(openable(path))
  if (file === undefined) return undefined
  try {
    const found = await file.stat()
    if (!found.isFile()) throw notRegular(path)
    if (found.size > largestRead) {
      throw new InputError([
        `\`${path}\` has ${found.size} bytes, but linkgate reads at most ${largestRead}: make it smaller`,
      ])
    }
    // exactly its reported size is read: a file may grow meanwhile, and files of the kernel report 0
    const { buffer, bytesRead } = await file.read(Buffer.alloc(found.size), 0, found.size, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function notRegular(path: string): InputError {
  return new InputError([`\`${path}\` is not a regular file: replace it with one, or remove it`])
}

async function openable(path: string): Promise<fs.FileHandle> {
  try {
    return await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (!isDenied(error)) throw error
    throw new InputError([`linkgate is not allowed to read \`${path}\`: change its mode or owner`])
  }
}

async function withFile<T>(path: string, use: (file: fs.FileHandle) => Promise<T>): Promise<T | undefined> {
  const file = await unlessMissing(openable(path))
  if (file === undefined) return undefined
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** The bytes of an open file from `start` on, as a separate file. */
export function randomAccess(file: Pick<fs.FileHandle, 'fd'>, start: number, size: number): RandomAccess {
  return {
    size,
    read(at, length, memory) {
      const wanted = Math.max(0, Math.min(length, size - at))
      const isEnough = memory !== undefined && memory.length >= wanted
      const bytes = isEnough ? memory.subarray(0, wanted) : new Uint8Array(wanted)
      // a pipe or an unusual file system may return less than requested
      let read = 0
      for (let more = -1; more !== 0 && read < bytes.length; read += more) {
        more = readSync(file.fd, bytes, read, bytes.length - read, start + at + read)
      }
      return bytes.subarray(0, read)
    },
  }
}

export function kindOfEntry(entry: Dirent<string | Buffer> | Stats): FileEntry['kind'] {
  if (entry.isDirectory()) return 'directory'
  if (entry.isSymbolicLink()) return 'symlink'
  return entry.isFile() ? 'file' : 'other'
}

/** Circular links and invalid names count as absent. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

const unlessMissing = <T>(found: Promise<T>) => unlessFailed(found, absent)

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(systemCodeOf(error) ?? '')
}

/** The year 1980 in seconds since 1970: the earliest time that every archive format can store. Times cover 34 years from there. */
const earliest = 315_532_800

/** In bytes. Files up to this size are read at once, because streams for the thousands of files in a tree cost many times more. */
const smallFile = 1 << 20

/** @throws {InputError} if it is not a regular file, because other files may be endless */
async function digestOf(path: string | Buffer): Promise<Buffer> {
  const found = statSync(path)
  if (!found.isFile()) throw notRegular(path.toString())
  if (found.size <= smallFile) return hash('sha256', readFileSync(path), 'buffer')
  const large = createHash('sha256')
  const file = await fs.open(path)
  try {
    for await (const piece of piecesOf(file, { at: 0, size: Number.MAX_SAFE_INTEGER })) large.update(piece)
  } finally {
    await file.close()
  }
  return large.digest()
}

async function setTimesByContent(path: string): Promise<readonly TreeEntry[]> {
  const mode = (await fs.stat(path)).mode & 0o7777
  const found: TreeEntry[] = [{ path: '.', kind: 'directory', mode, digest: '' }]
  await setTimesIn(Buffer.from(path), '', found)
  return found
}

/** Names are handled as bytes, because they are not always UTF-8. */
async function setTimesIn(directory: Buffer, path: string, found: TreeEntry[]): Promise<void> {
  for (const entry of await fs.readdir(directory, { withFileTypes: true, encoding: 'buffer' })) {
    const at = Buffer.concat([directory, Buffer.from('/'), entry.name])
    const name = entry.name.toString()
    const inside = path === '' ? name : `${path}/${name}`
    const kind = Buffer.from(name).equals(entry.name) ? kindOfEntry(entry) : 'other'
    const mode = kind === 'symlink' ? 0 : lstatSync(at).mode & 0o7777
    const digest = await contentOf(entry, at)
    found.push({ path: inside, kind, mode, digest: digest?.toString('hex') ?? '' })
    if (digest !== undefined) setTime(at, digest)
    else if (entry.isDirectory()) await setTimesIn(at, inside, found)
  }
  utimesSync(directory, earliest, earliest)
}

/** Digest of a file or of a link's target; undefined for directories, pipes and devices. */
async function contentOf(entry: Dirent<Buffer>, at: Buffer): Promise<Buffer | undefined> {
  if (entry.isFile()) return digestOf(at)
  if (!entry.isSymbolicLink()) return undefined
  return hash('sha256', readlinkSync(at, 'buffer'), 'buffer')
}

function setTime(path: Buffer, digest: Buffer): void {
  const time = earliest + (digest.readUInt32BE(0) >>> 2) + (digest.readUInt32BE(4) % 1_000_000) / 1_000_000
  lutimesSync(path, time, time)
}

async function makeWritable(directory: Buffer): Promise<void> {
  // `rm` may still be removing other entries in parallel
  await unlessMissing(fs.chmod(directory, 0o755))
  const options = { withFileTypes: true, encoding: 'buffer' } as const
  for (const entry of (await unlessMissing(fs.readdir(directory, options))) ?? []) {
    if (entry.isDirectory()) await makeWritable(Buffer.concat([directory, Buffer.from('/'), entry.name]))
  }
}
