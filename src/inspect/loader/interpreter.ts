/** The program interpreter (PT_INTERP) of a program in its image: the kernel starts it in the program's place. */

import { type Result, succeed } from '../../common/result.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import { type Elf, readElf } from '../elf/elf.ts'
import { type LoadProblem, problems } from './load-problems.ts'
import { type Loader, readLoader } from './paths.ts'

export interface Interpreter {
  readonly path: string
  readonly entry: RootEntry
  readonly elf: Elf
  readonly loader: Loader
}

export async function openInterpreter(
  root: RootFs,
  program: string,
  elf: Elf,
  path: string,
  workingDir: string,
): Promise<Result<Interpreter, LoadProblem>> {
  const entry = await root.resolve(path.startsWith('/') ? path : `${workingDir}/${path}`)
  if (entry === undefined) {
    return { ok: false, problem: problems.noInterpreter(program, path, await describeRoot(root)) }
  }
  const broken = (why: string, shown: string) => ({
    ok: false as const,
    problem: problems.interpreterBroken(program, path, why, shown),
  })
  const bytes = await root.read(entry.path)
  if (bytes === undefined) return broken('is no file', 'permission denied')
  if ((entry.mode & 0o111) === 0) return broken('is not executable', 'permission denied')
  const read = readElf(bytes)
  if (!read.ok) return broken(`is no loader: ${read.problem.message}`, unloadable(bytes))
  const own = read.value
  if (own.machine !== elf.machine || own.bits !== elf.bits) {
    return broken(
      `is for ${own.machine}, the program for ${elf.machine}`,
      'accessing a corrupted shared library',
    )
  }
  return succeed({ path, entry, elf: own, loader: readLoader(bytes) })
}

/** The kernel reads a whole header before it looks at it. */
function unloadable(bytes: Uint8Array): string {
  return bytes.length < 64 ? 'input/output error' : 'accessing a corrupted shared library'
}

async function describeRoot(
  root: RootFs,
): Promise<{ readonly bare: boolean; readonly libc: 'glibc' | 'musl' | undefined }> {
  const names: string[] = []
  for (const directory of ['/lib', '/lib64', '/usr/lib', '/usr/lib64']) {
    names.push(...(await root.list(directory)))
  }
  const libc = names.some((name) => name.startsWith('ld-musl-'))
    ? 'musl'
    : names.some((name) => /^ld-linux|^ld64\.so/.test(name))
      ? 'glibc'
      : undefined
  return { bare: names.length === 0, libc }
}
