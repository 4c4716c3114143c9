/**
 * Checks whether a program starts in an image. Follows the kernel and the loader up to the program's first instruction: the
 * interpreter, every needed library in this loader's search order, every symbol version, and the symbols that it binds before the
 * start. Libraries that the program itself loads later (dlopen) are not checked.
 */

import type { Env } from '../../effects/exec.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import { isFatalProblem, type LoadProblem } from '../../findings/facts.ts'
import type { Elf } from '../elf/elf.ts'
import type { Identity } from '../entry/accounts.ts'
import { type Interpreter, openInterpreter } from './interpreter.ts'
import type { LoadedObject } from './library-places.ts'
import { openSearcher, type Searcher } from './library-search.ts'
import { LoadedProcess, type NeededLibrary } from './loaded-process.ts'
import { configuredDirectories, type Loader } from './paths.ts'
import { mismatchOf, missingVersions } from './symbol-versions.ts'
import { missingSymbols, needsGlibc } from './symbols.ts'

export interface LoadEnvironment {
  /** GOARCH of the image. */
  readonly machine: string
  /** The image's own environment. */
  readonly env: Env
  /** From the image config; empty for root. */
  readonly user: string
  /** User and groups, if known: files that they may not read are not found. */
  readonly identity?: Identity
  /** Empty for `/`. */
  readonly workingDir: string
}

export interface LoadCheck {
  /** Whether no problem is fatal. */
  readonly starts: boolean
  /** The file of PT_INTERP. */
  readonly loader?: { readonly path: string; readonly libc: 'glibc' | 'musl' }
  /** Breadth first, like in the loader. */
  readonly libraries: readonly NeededLibrary[]
  readonly problems: readonly LoadProblem[]
}

/** Architectures whose processors also run the programs of others. */
const alsoRuns: Readonly<Record<string, readonly string[]>> = { amd64: ['386'] }

export async function checkLoad(
  root: RootFs,
  program: { readonly path: string; readonly elf: Elf },
  environment: LoadEnvironment,
): Promise<LoadCheck> {
  const { path, elf } = program
  const entry = await root.resolve(path)
  if (entry?.kind !== 'file') return result([{ id: 'load/program-missing', params: { path } }])
  if ((entry.mode & 0o111) === 0) return result([{ id: 'load/not-executable', params: { path } }])
  const { machine } = environment
  if (elf.machine !== machine && alsoRuns[machine]?.includes(elf.machine) !== true) {
    const params = { path, machine: elf.machine, image: machine }
    return result([{ id: 'load/wrong-machine', params }])
  }
  if (elf.type !== 2 && elf.type !== 3)
    return result([{ id: 'load/not-a-program', params: { path, what: 'not-linked' } }])
  if (elf.interpreter === undefined) {
    const library = elf.type === 3 && !elf.pie && (elf.soname !== undefined || elf.needed.length > 0)
    return result(library ? [{ id: 'load/not-a-program', params: { path, what: 'shared-library' } }] : [])
  }
  const opened = await openInterpreter(root, { program: path, elf, path: elf.interpreter }, environment)
  if (!opened.ok) return result([opened.problem])
  return checkLibraries(root, { path, file: entry.path, elf }, entry, opened.value, environment)
}

async function checkLibraries(
  root: RootFs,
  program: LoadedObject,
  entry: RootEntry,
  interpreter: Interpreter,
  environment: LoadEnvironment,
): Promise<LoadCheck> {
  const { loader } = interpreter
  const user = environment.user.split(':')[0] ?? ''
  const secure = (entry.mode & 0o6000) !== 0 && !['', '0', 'root'].includes(user)
  const libraryPath = environment.env['LD_LIBRARY_PATH']
  const workingDir = environment.workingDir || '/'
  const searcher = await openSearcher(root, {
    loader,
    program,
    libraryPath,
    workingDir,
    secure,
    ...(environment.identity === undefined ? {} : { identity: environment.identity }),
  })
  const process = new LoadedProcess(program, interpreter)
  for (const name of secure ? [] : preloads(interpreter, environment.env)) {
    const search = await searcher.search(name, program)
    // the loader ignores a missing preloaded library
    if (search.kind === 'found') process.add(name, program, search)
  }
  const found = [
    ...(await findLibraries(root, process, searcher, { libc: loader.libc, secure })),
    ...(await versionProblems(root, process, loader)),
  ]
  if (!found.some(isFatalProblem)) {
    const binding = { libc: loader.libc, now: (environment.env['LD_BIND_NOW'] ?? '') !== '' }
    found.push(...(await missingSymbols(root, process.all, process.interpreter, binding)))
  }
  if (loader.libc === 'musl' && !found.some(isFatalProblem)) found.push(...mixedLibc(process))
  return result(found, { path: interpreter.path, libc: loader.libc }, process.libraries)
}

/** Adds all needed libraries to the process; returns problems of those that are missing or cannot be loaded. */
async function findLibraries(
  root: RootFs,
  process: LoadedProcess,
  searcher: Searcher,
  { libc, secure }: { readonly libc: Loader['libc']; readonly secure: boolean },
): Promise<readonly LoadProblem[]> {
  const found: LoadProblem[] = []
  for (const { name, by } of process.needs()) {
    const search = await searcher.search(name, by)
    if (search.kind === 'found') {
      process.add(name, by, search)
      if (search.by === 'hardware')
        found.push({ id: 'load/processor-dependent', params: { library: name, path: search.library.path } })
      continue
    }
    process.addMissing(name, by)
    const about = { library: name, neededBy: by.path, loader: libc }
    if (search.kind === 'broken') {
      found.push({ id: 'load/library-broken', params: { ...about, path: search.path, flaw: search.flaw } })
    } else {
      const hidden = libc === 'musl' ? undefined : await reasonNotFound(root, name, searcher, secure)
      found.push(missingLibrary(about, hidden ?? passedOver(search)))
    }
  }
  return found
}

async function versionProblems(
  root: RootFs,
  { all, interpreter, byName }: LoadedProcess,
  loader: Loader,
): Promise<readonly LoadProblem[]> {
  if (loader.libc === 'musl') return []
  return [
    ...[...all, interpreter].flatMap((user) => missingVersions(user, byName)),
    ...(await mismatchOf(root, loader, byName.get('libc.so.6'))),
  ]
}

/** LD_PRELOAD, which glibc also splits at blanks, and libraries that the loader itself adds. */
function preloads({ preload = [] }: Interpreter, env: Env): readonly string[] {
  return [...preload, ...(env['LD_PRELOAD'] ?? '').split(/[\s:]+/).filter((name) => name !== '')]
}

function mixedLibc({ all }: LoadedProcess): readonly LoadProblem[] {
  const foreign = all.find(needsGlibc)
  return foreign === undefined ? [] : [{ id: 'load/libc-mixed', params: { path: foreign.path } }]
}

function missingLibrary(
  about: Omit<MissingParams, 'because'>,
  because: NotFoundReason | undefined,
): LoadProblem {
  return { id: 'load/library-missing', params: { ...about, ...(because === undefined ? {} : { because }) } }
}

function passedOver({ passedOver: path }: { readonly passedOver?: string }): NotFoundReason | undefined {
  return path === undefined ? undefined : { kind: 'wrong-machine', path }
}

type MissingParams = Extract<LoadProblem, { readonly id: 'load/library-missing' }>['params']
type NotFoundReason = NonNullable<MissingParams['because']>

/** Why a library is not found although the image contains it. */
async function reasonNotFound(
  root: RootFs,
  name: string,
  searcher: Searcher,
  secure: boolean,
): Promise<NotFoundReason | undefined> {
  const directoryWith = async (directories: readonly string[]) => {
    for (const directory of directories) {
      if ((await root.resolve(`${directory}/${name}`))?.kind === 'file') return directory
    }
    return undefined
  }
  const ignored = secure ? await directoryWith(searcher.libraryPath) : undefined
  if (ignored !== undefined) return { kind: 'path-ignored', directory: ignored }
  const uncached = await directoryWith(await configuredDirectories(root))
  return uncached === undefined ? undefined : { kind: 'not-cached', directory: uncached }
}

function result(
  found: readonly LoadProblem[],
  loader?: LoadCheck['loader'],
  libraries: readonly NeededLibrary[] = [],
): LoadCheck {
  return {
    starts: !found.some(isFatalProblem),
    ...(loader === undefined ? {} : { loader }),
    libraries,
    problems: found,
  }
}
