/** Layers of the substitutes for base images. Each is made once, and kept under a name that depends on its recipe and inputs. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { root as repository } from '../runs/linkgate.ts'
import { output } from '../world/temporary.ts'

export const cache = join(repository, '.cache', 'base-images')

export interface Layer {
  readonly path: string
  /** `sha256:…` of the archive. */
  readonly diffId: string
}

const madeAt = '@1704067200'
/**
 * File times in layers of Go's build cache. Go sets the time of each used entry that is older than an hour, which would copy all used
 * entries into the layer of the instruction.
 */
export const farAhead = '@4102444800'

/** Facts about this machine for the recipes. */
export const machine = {
  x64: {
    triplet: 'x86_64-linux-gnu',
    loader: '/lib64/ld-linux-x86-64.so.2',
    musl: 'x86_64',
    go: 'amd64',
  },
  arm64: {
    triplet: 'aarch64-linux-gnu',
    loader: '/lib/ld-linux-aarch64.so.1',
    musl: 'aarch64',
    go: 'arm64',
  },
}[process.arch === 'arm64' ? 'arm64' : 'x64']

const making = new Map<string, Promise<Layer>>()

/** Returns a layer, whose content depends only on the recipe (files of this directory) and on the inputs. */
export function layer(
  name: string,
  recipe: readonly string[],
  inputs: readonly string[],
  fill: (directory: string) => Promise<unknown>,
  time = madeAt,
): Promise<Layer> {
  const made = making.get(name) ?? make(name, recipe, inputs, fill, time)
  making.set(name, made)
  return made
}

async function make(
  name: string,
  recipe: readonly string[],
  inputs: readonly string[],
  fill: (directory: string) => Promise<unknown>,
  time: string,
): Promise<Layer> {
  const files = ['base-image-layers.ts', ...recipe].map((file) =>
    readFile(join(import.meta.dirname, file), 'utf8'),
  )
  const key = digest([...(await Promise.all(files)), process.arch, ...inputs])
  const place = join(cache, `${name}-${key}`)
  // the name also depends on the content, because processes that make the layer at the same time may get different bytes
  const pathOf = (diffId: string) => `${place}.${digest([diffId])}.tar`
  const known = await readFile(`${place}.sha256`, 'utf8').catch(() => undefined)
  if (known !== undefined) return { path: pathOf(known), diffId: known }
  const work = join(cache, `making-${process.pid}-${name}`)
  try {
    await mkdir(join(work, 'root'), { recursive: true })
    await fill(join(work, 'root'))
    const diffId = await pack(join(work, 'root'), join(work, 'layer.tar'), time)
    await writeFile(join(work, 'sha256'), diffId)
    await rename(join(work, 'layer.tar'), pathOf(diffId))
    await rename(join(work, 'sha256'), `${place}.sha256`)
    await removeOld(name, key)
    return { path: pathOf(diffId), diffId }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Removes layers of other recipes or inputs, and files that killed processes left behind. */
async function removeOld(name: string, key: string): Promise<void> {
  const same = new RegExp(`^${name}-(?!${key})[0-9a-f]{12}\\.`)
  for (const other of await readdir(cache)) {
    const owner = /^(?:making|loading|packages-[0-9a-f]+)-(\d+)/.exec(other)?.[1]
    const isOld = owner === undefined ? same.test(other) : !isAlive(Number(owner))
    if (isOld) await rm(join(cache, other), { recursive: true, force: true })
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12)

async function pack(directory: string, archive: string, time: string): Promise<string> {
  const options = ['--sort=name', '--numeric-owner', '--owner=0', '--group=0', `--mtime=${time}`]
  const tar = spawn('tar', ['-C', directory, ...options, '-cf', '-', '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(tar, 'close')
  const hash = createHash('sha256')
  await pipeline(
    tar.stdout,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(archive),
  )
  const [code] = await ended
  if (code !== 0) throw new Error(`tar of ${directory} ended with ${code}`)
  return `sha256:${hash.digest('hex')}`
}

/** Copies files and links of this machine to the same paths, each given with its real directory. */
export async function copyFiles(paths: readonly string[], to: string): Promise<void> {
  const list = join(to, '..', 'files')
  await writeFile(list, paths.map((path) => `${path.slice(1)}\0`).join(''))
  const copy = 'tar -C / --no-recursion --null -cf - -T "$1" | tar -C "$2" -xf -'
  await output(['sh', '-c', copy, 'copy', list, to])
}
