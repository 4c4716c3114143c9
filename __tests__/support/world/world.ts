import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { onTestFinished } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { type Problem, succeed } from '../../../src/common/result.ts'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { ArchiveEntry, Archives } from '../../../src/effects/archives.ts'
import type { CacheStore } from '../../../src/effects/cache-store.ts'
import type { Clock } from '../../../src/effects/clock.ts'
import type { Exec, ExecOptions, Output, Session } from '../../../src/effects/exec.ts'
import type { FileEntry, Files } from '../../../src/effects/files.ts'
import type { GitHub } from '../../../src/effects/github.ts'
import type { Host } from '../../../src/effects/host.ts'
import type { Log } from '../../../src/effects/log.ts'
import type { Web } from '../../../src/effects/web.ts'
import { inThisProcess } from '../../../src/effects/worker.ts'
import type { World } from '../../../src/effects/world.ts'

/** The outcome of a command: its standard output, parts of its output, or a function that returns them. */
export type Answer =
  | string
  | Partial<Output>
  | ((call: Call) => string | Partial<Output> | undefined | Promise<string | Partial<Output> | undefined>)

/** Outcomes by prefix of the command line; the longest match counts. */
export type Answers = Readonly<Record<string, Answer>>

export interface Call {
  readonly how: 'ask' | 'query' | 'commit' | 'run' | 'open'
  readonly command: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly yields?: boolean
}

/** A scripted program in a session: its first lines, and its response to each line. */
export interface Script {
  readonly greeting?: readonly string[]
  /** Returns one or more lines, undefined for no response, or `end` if the program ends. */
  readonly answer?: (line: string) => string | readonly string[] | undefined | typeof end
  readonly errors?: readonly string[]
}

/** Ends a scripted session. */
export const end = Symbol('end')

type Node =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly mode: number; readonly modifiedMs: number }
  | { readonly kind: 'directory' }
  | { readonly kind: 'symlink'; readonly target: string }

/** Content of a file, or `link('…')` for a symbolic link. */
export type Given = string | Uint8Array | { readonly link: string } | { readonly age: number }

export const link = (target: string) => ({ link: target })

export interface FakeFiles extends Files {
  /** All existing paths. */
  paths(): readonly string[]
  modeOf(path: string): number | undefined
}

export interface FakeExec extends Exec {
  readonly calls: readonly Call[]
  /** Command lines with this prefix, joined by spaces. */
  lines(beginning?: string): readonly string[]
}

export interface FakeClock extends Clock {
  advance(ms: number): void
}

export interface Said {
  readonly level: 'info' | 'notice' | 'warning' | 'error' | 'step'
  readonly line: string
}

export interface FakeLog extends Log {
  readonly said: readonly Said[]
  text(level?: Said['level']): string
}

export interface FakeWorld extends World {
  readonly files: FakeFiles
  readonly exec: FakeExec
  readonly clock: FakeClock
  readonly log: FakeLog
  abort(): void
}

export interface FakeOptions {
  readonly files?: Readonly<Record<string, Given>>
  readonly commands?: Answers
  readonly session?: (call: Call) => Script
  readonly env?: Readonly<Record<string, string>>
  readonly host?: Partial<Host>
  readonly seed?: number
  readonly archives?: Archives
  readonly cache?: CacheStore
  readonly github?: GitHub
  /** Responses by address; a problem for one that does not respond. */
  readonly web?: Readonly<Record<string, string | Problem>>
}

/** A world in memory, in which only the given things exist and happen. */
export function fakeWorld(options: FakeOptions = {}): FakeWorld {
  const controller = new AbortController()
  const clock = fakeClock()
  const files = fakeFiles(clock, options.files ?? {})
  return {
    files,
    exec: fakeExec(options, clock, controller.signal),
    archives: options.archives ?? fakeArchives(files),
    worker: inThisProcess(files),
    web: fakeWeb(options.web ?? {}),
    clock,
    random: seededRandom(options.seed ?? 1),
    log: fakeLog(clock, controller.signal),
    secrets: openSecrets(),
    host: { os: 'linux', arch: 'amd64', cpus: 2, env: options.env ?? { PATH: '/bin' }, ...options.host },
    signal: controller.signal,
    ...(options.cache === undefined ? {} : { cache: options.cache }),
    ...(options.github === undefined ? {} : { github: options.github }),
    abort: () => controller.abort(),
  }
}

function fakeWeb(given: NonNullable<FakeOptions['web']>): Web {
  return {
    get: async (url) => {
      const answer = given[url]
      if (typeof answer === 'object') return { ok: false, problem: answer }
      return succeed(answer === undefined ? undefined : new TextEncoder().encode(answer))
    },
  }
}

/** mulberry32: the same seed gives the same numbers everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Stands still until `advance` is called, or until code sleeps. */
export function fakeClock(startedAt = Date.UTC(2026, 0, 1)): FakeClock {
  let now = 0
  const ticking = new Set<{ due: number; readonly every: number; readonly tick: () => void }>()
  const advance = (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = [...ticking].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      now = next.due
      next.due += next.every
      next.tick()
    }
    now = until
  }
  return {
    now: () => now,
    wall: () => startedAt + now,
    sleep: async (ms) => advance(ms),
    every(ms, tick) {
      const one = { due: now + ms, every: ms, tick }
      ticking.add(one)
      return () => ticking.delete(one)
    },
    advance,
  }
}

function fakeLog(clock: FakeClock, signal: AbortSignal = new AbortController().signal): FakeLog {
  const said: Said[] = []
  const says = (level: Said['level']) => (line: string) => {
    said.push({ level, line })
  }
  return {
    said,
    text: (level) =>
      said
        .filter((one) => level === undefined || one.level === level)
        .map(({ line }) => line)
        .join('\n'),
    info: says('info'),
    notice: says('notice'),
    warning: says('warning'),
    error: says('error'),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      says('step')(heading)
      return work()
    },
    watch: (progress) => clock.every(10_000, () => says('info')(progress())),
  }
}

function fakeExec({ commands = {}, session }: FakeOptions, clock: FakeClock, signal: AbortSignal): FakeExec {
  const calls: Call[] = []
  const unknown: string[] = []
  let watched = false
  const record = (how: Call['how'], command: readonly string[], options: ExecOptions = {}): Call => {
    const call = { how, command, ...options }
    calls.push(call)
    return call
  }
  const refuse = (call: Call): Error => {
    // the code under test may catch the error, but the test must fail nevertheless
    if (!watched) {
      watched = true
      onTestFinished(() => {
        if (unknown.length > 0)
          throw new Error(`commands that the test did not expect: ${unknown.join('; ')}`)
      })
    }
    unknown.push(call.command.join(' '))
    return new Error(`the test has no answer for \`${call.command.join(' ')}\``)
  }
  const answerTo = async (call: Call): Promise<Output> => {
    const line = call.command.join(' ')
    const [beginning] = Object.keys(commands)
      .filter((key) => line === key || line.startsWith(`${key} `))
      .sort((a, b) => b.length - a.length)
    const answer = beginning === undefined ? undefined : commands[beginning]
    if (answer === undefined) throw refuse(call)
    const given = (typeof answer === 'function' ? await answer(call) : answer) ?? ''
    return { exitCode: 0, stdout: '', stderr: '', ...(typeof given === 'string' ? { stdout: given } : given) }
  }
  return {
    calls,
    lines: (beginning = '') =>
      calls.map(({ command }) => command.join(' ')).filter((line) => line.startsWith(beginning)),
    ask: (command, options) => answerTo(record('ask', command, options)),
    query: (command, options) => answerTo(record('query', command, options)),
    commit: (command, options) => answerTo(record('commit', command, options)),
    async run(command, options) {
      if (signal.aborted) throw new CancelledError()
      const output = await answerTo(record('run', command, options))
      if (signal.aborted) throw new CancelledError()
      options?.watchErrors?.(output.stderr)
      if (options?.takeErrors === undefined) return output
      options.takeErrors(output.stderr)
      return { ...output, stderr: '' }
    },
    open(command, options) {
      if (signal.aborted) throw new CancelledError()
      const call = record('open', command, options)
      if (session === undefined) throw refuse(call)
      return scriptedSession(session(call), { clock, signal })
    },
  }
}

export interface ScriptedSession extends Session {
  readonly sent: readonly string[]
  readonly closed: boolean
}

/** A session with a scripted program. Waiting for a line that never comes advances the clock to the time-out. */
export function scriptedSession(
  script: Script,
  { clock = fakeClock(), signal = new AbortController().signal } = {},
): ScriptedSession {
  const waiting = [...(script.greeting ?? [])]
  const sent: string[] = []
  let ended = false
  let closed = false
  return {
    sent,
    get closed() {
      return closed
    },
    send(line) {
      sent.push(line)
      if (ended) return
      const answer = script.answer?.(line)
      if (answer === end) ended = true
      else if (answer !== undefined) waiting.push(...(typeof answer === 'string' ? [answer] : answer))
    },
    async next(timeoutMs) {
      if (signal.aborted) throw new CancelledError()
      const line = waiting.shift()
      if (line !== undefined) return line
      if (ended || closed) return undefined
      clock.advance(timeoutMs)
      throw new Error(`no answer within ${timeoutMs} ms`)
    },
    errors: () => script.errors ?? [],
    async close() {
      closed = true
    },
  }
}

export function fakeFiles(
  clock: Clock = fakeClock(),
  given: Readonly<Record<string, Given>> = {},
): FakeFiles {
  const nodes = new Map<string, Node>([['/', { kind: 'directory' }]])
  let made = 0

  function resolve(path: string, depth = 0): string | undefined {
    if (depth > 40) return undefined
    let at = '/'
    for (const part of posix.normalize(path).split('/').filter(Boolean)) {
      const next = posix.join(at, part)
      const node = nodes.get(next)
      if (node === undefined) return undefined
      const real = node.kind === 'symlink' ? resolve(posix.resolve(at, node.target), depth + 1) : next
      if (real === undefined) return undefined
      at = real
    }
    return at
  }
  function makeDirectory(path: string): string {
    let at = '/'
    for (const part of posix.normalize(path).split('/').filter(Boolean)) {
      const next = posix.join(at, part)
      if (!nodes.has(next)) nodes.set(next, { kind: 'directory' })
      at = resolve(next) ?? next
    }
    return at
  }
  /** Path of a new entry: links in its directory are resolved, but the entry itself is not followed. */
  const place = (path: string) => posix.join(makeDirectory(posix.dirname(path)), posix.basename(path))
  const nodeAt = (path: string): Node | undefined => {
    const real = resolve(path)
    return real === undefined ? undefined : nodes.get(real)
  }
  const below = (path: string) =>
    [...nodes.keys()].filter((key) => key === path || key.startsWith(`${path}/`))
  const bytesOf = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content
  const read = (path: string): Uint8Array | undefined => {
    const node = nodeAt(path)
    if (node?.kind === 'directory') throw new Error(`EISDIR: ${path} is a directory`)
    return node?.kind === 'file' ? node.bytes : undefined
  }
  const write = (path: string, bytes: Uint8Array, mode = 0o644, modifiedMs = clock.wall()) => {
    nodes.set(resolve(path) ?? place(path), { kind: 'file', bytes, mode, modifiedMs })
  }

  for (const [path, content] of Object.entries(given)) {
    if (path.endsWith('/')) makeDirectory(path)
    else if (typeof content === 'string' || content instanceof Uint8Array) write(path, bytesOf(content))
    else if ('link' in content) nodes.set(place(path), { kind: 'symlink', target: content.link })
    else write(path, new Uint8Array(), 0o644, clock.wall() - content.age)
  }

  return {
    paths: () => [...nodes.keys()].sort(),
    modeOf(path) {
      const node = nodeAt(path)
      return node?.kind === 'file' ? node.mode : undefined
    },
    read: async (path) => read(path),
    readStart: async (path, size) => read(path)?.subarray(0, size),
    async readWith(path, use) {
      const bytes = read(path)
      if (bytes === undefined) return undefined
      return use({ size: bytes.length, read: (at, length) => bytes.slice(at, at + length) })
    },
    async readText(path) {
      const bytes = read(path)
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
    },
    write: async (path, content, mode) => write(path, bytesOf(content), mode),
    async append(path, content) {
      write(path, Uint8Array.from([...(read(path) ?? []), ...bytesOf(content)]))
    },
    async makeLink(path, target) {
      nodes.set(place(path), { kind: 'symlink', target })
    },
    async setMode(path, mode) {
      const real = resolve(path)
      const node = real === undefined ? undefined : nodes.get(real)
      if (real !== undefined && node?.kind === 'file') nodes.set(real, { ...node, mode })
    },
    async setTimesByContent(directory) {
      const below = [...nodes].filter(([path]) => path === directory || path.startsWith(`${directory}/`))
      return below.map(([path, node]) => ({
        path: path === directory ? '.' : path.slice(directory.length + 1),
        kind: node.kind,
        mode: node.kind === 'file' ? node.mode : node.kind === 'directory' ? 0o755 : 0,
        digest: node.kind === 'directory' ? '' : sha256(node.kind === 'file' ? node.bytes : node.target),
      }))
    },
    async list(directory) {
      const real = resolve(directory)
      if (real === undefined) return []
      const entries: FileEntry[] = []
      for (const [path, { kind }] of nodes) {
        if (path !== real && posix.dirname(path) === real) entries.push({ name: posix.basename(path), kind })
      }
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    async stat(path) {
      const node = nodeAt(path)
      if (node === undefined) return undefined
      return node.kind === 'file'
        ? { kind: 'file', size: node.bytes.length, modifiedMs: node.modifiedMs }
        : { kind: node.kind, size: 0, modifiedMs: 0 }
    },
    realPath: async (path) => resolve(path),
    makeDirectory: async (path) => {
      makeDirectory(path)
    },
    async makeTemporary(prefix) {
      made += 1
      const path = `/tmp/${prefix}Run${made}`
      makeDirectory(path)
      return path
    },
    async copy(from, to) {
      const source = posix.normalize(from).replace(/\/$/, '')
      const found = below(source)
      for (const path of found) {
        const node = nodes.get(path)
        if (node !== undefined) nodes.set(place(`${to}${path.slice(source.length)}`), node)
      }
      return found.length > 0
    },
    async move(from, to) {
      const source = posix.normalize(from)
      if (!nodes.has(source)) throw new Error(`ENOENT: ${from}`)
      for (const path of below(source)) {
        const node = nodes.get(path)
        if (node !== undefined) nodes.set(place(`${to}${path.slice(source.length)}`), node)
        nodes.delete(path)
      }
    },
    async remove(path) {
      for (const one of below(posix.normalize(path).replace(/\/$/, ''))) nodes.delete(one)
    },
    async sha256(path) {
      const bytes = read(path)
      if (bytes === undefined) throw new Error(`ENOENT: ${path}`)
      return sha256(bytes)
    },
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Archives as JSON in the fake files. The same content has the same digest. */
function fakeArchives(files: Files): Archives {
  interface Part {
    readonly path: string
    readonly hex: string
  }
  const isLayer = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 10)) === '{"layer":['
  return {
    async writeLayer(path, given) {
      const layer: unknown[] = []
      for (const { content, ...file } of given) {
        const what =
          content.kind === 'file'
            ? { bytes: sha256((await files.read(content.from)) ?? '') }
            : content.kind === 'bytes'
              ? { bytes: sha256(content.bytes) }
              : content
        layer.push({ ...file, ...what })
      }
      const text = JSON.stringify({ layer })
      await files.write(path, text)
      return { sha256: sha256(text), size: text.length }
    },
    async write(path, parts) {
      const stored: Part[] = []
      for (const { path: name, from } of parts) {
        const bytes = typeof from === 'string' ? await files.read(from) : from
        if (bytes === undefined) throw new Error(`ENOENT: ${String(from)}`)
        stored.push({ path: name, hex: Buffer.from(bytes).toString('hex') })
      }
      await files.write(path, JSON.stringify(stored))
    },
    async read(path) {
      const stored = JSON.parse((await files.readText(path)) ?? '[]') as Part[]
      const entries = stored.map(({ path: name, hex }): ArchiveEntry => {
        const bytes = Uint8Array.from(Buffer.from(hex, 'hex'))
        const size = bytes.length
        return isLayer(bytes)
          ? { path: name, size, layer: { diffId: sha256(bytes), size, compressedSize: Math.ceil(size / 2) } }
          : { path: name, size, bytes }
      })
      return succeed(entries)
    },
  }
}
