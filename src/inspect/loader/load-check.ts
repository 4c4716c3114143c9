/**
 * Will this program start in this image? Follows what the kernel and the loader do up to the program's first
 * instruction: the interpreter, every needed library where this loader looks for it, every symbol version.
 * Single symbols and libraries that the program itself loads later (dlopen) are not looked at.
 */

import type { Env } from '../../effects/exec.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { Elf } from '../elf/elf.ts'
import { type Interpreter, openInterpreter } from './interpreter.ts'
import type { Loaded } from './library-places.ts'
import { openSearcher, type Searcher } from './library-search.ts'
import { type LoadProblem, problems } from './load-problems.ts'
import { LoadedProcess, type NeededLibrary } from './loaded-process.ts'
import { configuredDirectories, type Loader } from './paths.ts'
import { mismatchOf, missingVersions } from './symbol-versions.ts'

export interface LoadEnvironment {
  /** GOARCH of the image. */
  readonly machine: string
  /** The image's own environment. */
  readonly env: Env
  /** As the image configuration has it; empty for root. */
  readonly user: string
  /** Empty for `/`. */
  readonly workingDir: string
}

export interface LoadCheck {
  /** Whether no problem is fatal. */
  readonly starts: boolean
  /** What PT_INTERP leads to. */
  readonly loader?: { readonly path: string; readonly libc: 'glibc' | 'musl' }
  /** Breadth first, as the loader takes them. */
  readonly libraries: readonly NeededLibrary[]
  readonly problems: readonly LoadProblem[]
}

/** Processors that also run the programs of another architecture. */
const alsoRuns: Readonly<Record<string, readonly string[]>> = { amd64: ['386'] }

export async function checkLoad(
  root: RootFs,
  program: { readonly path: string; readonly elf: Elf },
  environment: LoadEnvironment,
): Promise<LoadCheck> {
  const { path, elf } = program
  const entry = await root.resolve(path)
  if (entry?.kind !== 'file') return result([problems.programMissing(path)])
  if ((entry.mode & 0o111) === 0) return result([problems.notExecutable(path)])
  const { machine } = environment
  if (elf.machine !== machine && alsoRuns[machine]?.includes(elf.machine) !== true) {
    return result([problems.wrongMachine(path, elf.machine, machine)])
  }
  if (elf.type !== 2 && elf.type !== 3) return result([problems.notAProgram(path, 'no linked program')])
  if (elf.interpreter === undefined) {
    const library = elf.type === 3 && !elf.pie && (elf.soname !== undefined || elf.needed.length > 0)
    return result(library ? [problems.notAProgram(path, 'a shared library')] : [])
  }
  const opened = await openInterpreter(root, path, elf, elf.interpreter, environment.workingDir)
  if (!opened.ok) return result([opened.problem])
  return checkLibraries(root, { path, file: entry.path, elf }, entry, opened.value, environment)
}

async function checkLibraries(
  root: RootFs,
  program: Loaded,
  entry: RootEntry,
  interpreter: Interpreter,
  environment: LoadEnvironment,
): Promise<LoadCheck> {
  const { loader } = interpreter
  const user = environment.user.split(':')[0] ?? ''
  const secure = (entry.mode & 0o6000) !== 0 && !['', '0', 'root'].includes(user)
  const libraryPath = environment.env['LD_LIBRARY_PATH']
  const workingDir = environment.workingDir || '/'
  const searcher = await openSearcher(root, { loader, program, libraryPath, workingDir, secure })
  const process = new LoadedProcess(program, interpreter)
  const found: LoadProblem[] = []
  for (const { name, by } of process.needs()) {
    const search = await searcher.search(name, by)
    if (search.kind === 'found') {
      process.add(name, by, search)
      if (search.by === 'hardware') found.push(problems.processorDependent(name, search.library.path))
      continue
    }
    process.addMissing(name, by)
    if (search.kind === 'broken') {
      found.push(problems.libraryBroken(name, search.path, by.path, search.why, search.shown))
    } else {
      const isMusl = loader.libc === 'musl'
      const hints = { ...search, ...(isMusl ? {} : await whyNot(root, name, searcher, secure)) }
      found.push(problems.libraryMissing(name, by.path, isMusl, hints))
    }
  }
  found.push(...(await versionProblems(root, process, loader)))
  return result(found, { path: interpreter.path, libc: loader.libc }, process.libraries)
}

async function versionProblems(
  root: RootFs,
  { all, interpreter, byName }: LoadedProcess,
  loader: Loader,
): Promise<readonly LoadProblem[]> {
  if (loader.libc === 'musl') {
    const foreign = all.find(({ elf }) =>
      elf.versionsNeeded.some(({ version }) => version.startsWith('GLIBC_')),
    )
    return foreign === undefined ? [] : [problems.libcMixed(foreign.path)]
  }
  return [
    ...[...all, interpreter].flatMap((user) => missingVersions(user, byName)),
    ...(await mismatchOf(root, loader, byName.get('libc.so.6'))),
  ]
}

/** Why a library that the image has is not found all the same. */
async function whyNot(
  root: RootFs,
  name: string,
  searcher: Searcher,
  secure: boolean,
): Promise<{ readonly uncached?: string; readonly ignored?: string }> {
  const holding = async (directories: readonly string[]) => {
    for (const directory of directories) {
      if ((await root.resolve(`${directory}/${name}`))?.kind === 'file') return directory
    }
    return undefined
  }
  const ignored = secure ? await holding(searcher.libraryPath) : undefined
  if (ignored !== undefined) return { ignored }
  const uncached = await holding(await configuredDirectories(root))
  return uncached === undefined ? {} : { uncached }
}

function result(
  found: readonly LoadProblem[],
  loader?: LoadCheck['loader'],
  libraries: readonly NeededLibrary[] = [],
): LoadCheck {
  return {
    starts: !found.some(({ fatal }) => fatal),
    ...(loader === undefined ? {} : { loader }),
    libraries,
    problems: found,
  }
}
