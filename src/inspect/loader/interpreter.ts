/** The program interpreter (PT_INTERP) of a program in its image: the kernel starts it instead of the program. */

import { type Result, succeed } from '../../common/result.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { type Elf, readElf } from '../elf/elf.ts'
import { type Identity, mayUse } from '../entry/accounts.ts'
import { type Loader, readLoader } from './paths.ts'

export interface Interpreter {
  readonly path: string
  readonly entry: RootEntry
  readonly elf: Elf
  readonly loader: Loader
  /** Libraries that it loads before those that the program needs. */
  readonly preload?: readonly string[]
}

type Flaw = Extract<LoadProblem, { readonly id: 'load/interpreter-broken' }>['params']['flaw']

/** In bytes. The kernel first reads a whole header. */
const headerSize = 64

export async function openInterpreter(
  root: RootFs,
  { program, elf, path }: { readonly program: string; readonly elf: Elf; readonly path: string },
  { workingDir, identity }: { readonly workingDir: string; readonly identity?: Identity },
): Promise<Result<Interpreter, LoadProblem>> {
  const entry = await root.resolve(path.startsWith('/') ? path : `${workingDir}/${path}`)
  if (entry === undefined) {
    const params = { program, interpreter: path, ...(await describeRoot(root)) }
    return { ok: false, problem: { id: 'load/no-interpreter', params } }
  }
  const broken = (flaw: Flaw) => ({
    ok: false as const,
    problem: { id: 'load/interpreter-broken' as const, params: { program, interpreter: path, flaw } },
  })
  const bytes = await root.read(entry.path)
  if (bytes === undefined) return broken({ kind: 'no-file' })
  const mayExecute = identity === undefined ? (entry.mode & 0o111) !== 0 : mayUse(entry, identity, 'execute')
  if (!mayExecute) return broken({ kind: 'not-executable' })
  const read = readElf(bytes)
  if (!read.ok) {
    const isShort = bytes.length < headerSize
    return broken({ kind: 'no-loader', detail: read.problem.message, isShort })
  }
  const own = read.value
  if (own.machine !== elf.machine || own.bits !== elf.bits) {
    return broken({ kind: 'wrong-machine', machine: own.machine, program: elf.machine })
  }
  return succeed(
    (await throughGcompat(root, path, bytes)) ?? { path, entry, elf: own, loader: readLoader(bytes) },
  )
}

/** gcompat of Alpine: a small program that replaces glibc's loader, and starts musl's with an additional library. */
async function throughGcompat(
  root: RootFs,
  path: string,
  bytes: Uint8Array,
): Promise<Interpreter | undefined> {
  const text = new TextDecoder('latin1').decode(bytes)
  const musl = /\/lib\/ld-musl-\w{1,40}\.so\.1/.exec(text)?.[0]
  const library = /(?:\/[\w./-]{1,100})?libgcompat\.so\.\d/.exec(text)?.[0]
  if (musl === undefined || library === undefined) return undefined
  const entry = await root.resolve(musl)
  const loader = await root.read(musl)
  const read = loader === undefined ? undefined : readElf(loader)
  if (entry === undefined || loader === undefined || read?.ok !== true) return undefined
  return { path, entry, elf: read.value, loader: readLoader(loader), preload: [library] }
}

async function describeRoot(
  root: RootFs,
): Promise<{ readonly bare: boolean; readonly libc?: 'glibc' | 'musl' }> {
  const names: string[] = []
  for (const directory of ['/lib', '/lib64', '/usr/lib', '/usr/lib64']) {
    names.push(...(await root.list(directory)))
  }
  const libc = names.some((name) => name.startsWith('ld-musl-'))
    ? 'musl'
    : names.some((name) => /^ld-linux|^ld64\.so/.test(name))
      ? 'glibc'
      : undefined
  return { bare: names.length === 0, ...(libc === undefined ? {} : { libc }) }
}
