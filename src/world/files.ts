import { createHash } from 'node:crypto'
import { createReadStream, type Dirent, readSync, type Stats } from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileEntry, Files, RandomAccess } from '../effects/files.ts'
import { systemCodeOf } from './error-code.ts'

/** Files on this machine; fresh directories are made under `temporaryRoot`. */
export function realFiles(temporaryRoot: string): Files {
  return {
    read: (path) => unlessMissing(fs.readFile(path)),
    readStart: (path, size) =>
      withFile(path, async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0)
        return buffer.subarray(0, bytesRead)
      }),
    readWith: (path, use) =>
      withFile(path, async (file) => use(randomAccess(file, (await file.stat()).size))),
    readText: (path) => unlessMissing(fs.readFile(path, 'utf8')),
    async write(path, content, mode) {
      await fs.mkdir(dirname(path), { recursive: true })
      await fs.writeFile(path, content)
      if (mode !== undefined) await fs.chmod(path, mode)
    },
    append: (path, content) => fs.appendFile(path, content),
    async list(directory) {
      const entries = (await unlessMissing(fs.readdir(directory, { withFileTypes: true }))) ?? []
      return entries
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    async stat(path) {
      const found = await unlessMissing(fs.stat(path))
      return found && { kind: kindOf(found), size: found.size, modifiedMs: found.mtimeMs }
    },
    realPath: (path) => unlessMissing(fs.realpath(path)),
    async makeDirectory(path) {
      await fs.mkdir(path, { recursive: true })
    },
    makeTemporary: (prefix) => fs.mkdtemp(join(temporaryRoot, prefix)),
    async copy(from, to) {
      const copied = fs.cp(from, to, { recursive: true, force: true, verbatimSymlinks: true })
      return (await unlessMissing(copied.then(() => true))) ?? false
    },
    move: (from, to) => fs.rename(from, to),
    setTimesByContent,
    async remove(path) {
      try {
        await fs.rm(path, { recursive: true, force: true, maxRetries: 3 })
      } catch (error) {
        if (!isDenied(error)) throw error
        // the Go module cache makes its directories read-only
        await makeWritable(path)
        await fs.rm(path, { recursive: true, force: true, maxRetries: 3 })
      }
    },
    async sha256(path) {
      const hash = createHash('sha256')
      await pipeline(createReadStream(path), hash)
      return hash.digest('hex')
    },
  }
}

async function withFile<T>(path: string, use: (file: fs.FileHandle) => Promise<T>): Promise<T | undefined> {
  const file = await unlessMissing(fs.open(path))
  if (file === undefined) return undefined
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

function randomAccess(file: fs.FileHandle, size: number): RandomAccess {
  return {
    size,
    read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)))
      // a pipe or a strange file system may give less than was asked for
      let read = 0
      for (let more = -1; more !== 0 && read < bytes.length; read += more) {
        more = readSync(file.fd, bytes, read, bytes.length - read, at + read)
      }
      return bytes.subarray(0, read)
    },
  }
}

function kindOf(entry: Dirent | Stats): FileEntry['kind'] {
  if (entry.isDirectory()) return 'directory'
  if (entry.isSymbolicLink()) return 'symlink'
  return entry.isFile() ? 'file' : 'other'
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '')) return undefined
    throw error
  }
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(systemCodeOf(error) ?? '')
}

/** 1980, the earliest that every archive format can hold, in seconds since 1970; times go on for 34 years from there. */
const earliest = 315_532_800

async function setTimesByContent(path: string): Promise<void> {
  for (const entry of await fs.readdir(path, { withFileTypes: true })) {
    const at = join(path, entry.name)
    if (entry.isDirectory()) await setTimesByContent(at)
    else if (entry.isFile()) await setTime(at, await fs.readFile(at))
    else if (entry.isSymbolicLink()) await setTime(at, await fs.readlink(at))
  }
  await fs.utimes(path, earliest, earliest)
}

async function setTime(path: string, content: Buffer | string): Promise<void> {
  const digest = createHash('sha256').update(content).digest()
  const time = earliest + (digest.readUInt32BE(0) >>> 2) + (digest.readUInt32BE(4) % 1_000_000) / 1_000_000
  await fs.lutimes(path, time, time)
}

async function makeWritable(directory: string): Promise<void> {
  await fs.chmod(directory, 0o755)
  for (const entry of await fs.readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(directory, entry.name))
  }
}
