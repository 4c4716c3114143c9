/**
 * Will this program start in this image? Follows what the kernel and the loader do up to the program's first
 * instruction: the interpreter, every needed library where this loader looks for it, every symbol version.
 * Single symbols and libraries that the program itself loads later (dlopen) are not looked at.
 */

import type { Env } from '../../effects/exec.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { Elf } from '../elf/elf.ts'
import { type Interpreter, openInterpreter } from './interpreter.ts'
import { type FoundBy, type Loaded, openSearcher, type Searcher } from './library-search.ts'
import { type LoadProblem, problems } from './load-problems.ts'
import { configuredDirectories, isInsideMusl } from './paths.ts'
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

export interface NeededLibrary {
  /** As the file that needs it names it. */
  readonly name: string
  /** Path of the first file that needs it. */
  readonly neededBy: string
  /** Absent when it was not found. */
  readonly path?: string
  /** `loader`: the loader is the library itself. */
  readonly by?: FoundBy | 'loader'
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
  if ('problem' in opened) return result([opened.problem])
  return checkLibraries(root, { path, file: entry.path, elf }, entry, opened, environment)
}

/** More than a real program needs; what follows is not looked at. */
const mostLibraries = 2048

async function checkLibraries(
  root: RootFs,
  program: Loaded,
  entry: RootEntry,
  interpreter: Interpreter,
  environment: LoadEnvironment,
): Promise<LoadCheck> {
  const { loader } = interpreter
  const isMusl = loader.libc === 'musl'
  const user = environment.user.split(':')[0] ?? ''
  const secure = (entry.mode & 0o6000) !== 0 && !['', '0', 'root'].includes(user)
  const libraryPath = environment.env['LD_LIBRARY_PATH']
  const workingDir = environment.workingDir || '/'
  const searcher = await openSearcher(root, { loader, program, libraryPath, workingDir, secure })

  const itself: Loaded = {
    path: interpreter.path,
    file: interpreter.entry.path,
    elf: interpreter.elf,
    loadedBy: program,
  }
  const found: LoadProblem[] = []
  const libraries: NeededLibrary[] = []
  const loaded: Loaded[] = [program]
  const byName = new Map<string, Loaded>()
  if (itself.elf.soname !== undefined) byName.set(itself.elf.soname, itself)
  byName.set(interpreter.path.slice(interpreter.path.lastIndexOf('/') + 1), itself)

  for (let index = 0; index < loaded.length; index++) {
    const by = loaded[index] ?? program
    for (const name of by.elf.needed) {
      const said = libraries.some((one) => one.name === name)
      const known = byName.get(name) ?? (isMusl && isInsideMusl(name) ? itself : undefined)
      if (said || libraries.length >= mostLibraries) continue
      if (known !== undefined) {
        libraries.push({
          name,
          neededBy: by.path,
          path: known.path,
          ...(known === itself ? { by: 'loader' } : {}),
        })
        continue
      }
      const search = await searcher.search(name, by)
      if (!('found' in search)) {
        libraries.push({ name, neededBy: by.path })
        if ('broken' in search) {
          found.push(problems.libraryBroken(name, search.broken, by.path, search.why, search.shown))
        } else {
          const hints = { ...search, ...(isMusl ? {} : await whyNot(root, name, searcher, secure)) }
          found.push(problems.libraryMissing(name, by.path, isMusl, hints))
        }
        continue
      }
      libraries.push({ name, neededBy: by.path, path: search.found.path, by: search.by })
      if (search.by === 'hardware') found.push(problems.processorDependent(name, search.found.path))
      const same = [itself, ...loaded].find((one) => one.file === search.found.file)
      const library = same ?? { ...search.found, loadedBy: by }
      byName.set(name, library)
      // a second name for one file: glibc knows a library by its own name too
      if (!isMusl && library.elf.soname !== undefined && !byName.has(library.elf.soname)) {
        byName.set(library.elf.soname, library)
      }
      if (same === undefined) loaded.push(library)
    }
  }

  if (isMusl) {
    const foreign = loaded.find(({ elf }) =>
      elf.versionsNeeded.some(({ version }) => version.startsWith('GLIBC_')),
    )
    if (foreign !== undefined) found.push(problems.libcMixed(foreign.path))
  } else {
    for (const user of [...loaded, itself]) found.push(...missingVersions(user, byName))
    found.push(...(await mismatchOf(root, loader, byName.get('libc.so.6'))))
  }
  return result(found, { path: interpreter.path, libc: loader.libc }, libraries)
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
