/** What is in the memory of a process as its loader brings one library after the other into it. */

import type { Interpreter } from './interpreter.ts'
import type { FoundBy, Loaded } from './library-places.ts'
import { isInsideMusl } from './paths.ts'

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

/** A library that a loaded file names, and that is not loaded yet. */
export interface Need {
  readonly name: string
  readonly by: Loaded
}

/** More than a real program needs; what follows is not looked at. */
const mostLibraries = 2048

export class LoadedProcess {
  /** The program and its libraries, in the order in which they are loaded. */
  readonly all: Loaded[]
  /** The loader itself. */
  readonly interpreter: Loaded
  /** By the names that others know them by. */
  readonly byName = new Map<string, Loaded>()
  /** Breadth first, as the loader takes them. */
  readonly libraries: NeededLibrary[] = []
  readonly #isMusl: boolean

  constructor(program: Loaded, { path, entry, elf, loader }: Interpreter) {
    this.all = [program]
    this.interpreter = { path, file: entry.path, elf, loadedBy: program }
    this.#isMusl = loader.libc === 'musl'
    if (elf.soname !== undefined) this.byName.set(elf.soname, this.interpreter)
    this.byName.set(path.slice(path.lastIndexOf('/') + 1), this.interpreter)
  }

  /** What is to be found next; each has to be answered with `add` or `addMissing` before the next one is taken. */
  *needs(): Generator<Need> {
    // what is added on the way has needs of its own
    for (const by of this.all) {
      for (const name of by.elf.needed) {
        const isListed = this.libraries.some((one) => one.name === name)
        if (isListed || this.libraries.length >= mostLibraries) continue
        const known = this.#known(name)
        if (known === undefined) yield { name, by }
        else {
          const itself = known === this.interpreter ? ({ by: 'loader' } as const) : {}
          this.libraries.push({ name, neededBy: by.path, path: known.path, ...itself })
        }
      }
    }
  }

  add(
    name: string,
    loadedBy: Loaded,
    { library: found, by }: { readonly library: Omit<Loaded, 'loadedBy'>; readonly by: FoundBy },
  ): void {
    this.libraries.push({ name, neededBy: loadedBy.path, path: found.path, by })
    const same = [this.interpreter, ...this.all].find((one) => one.file === found.file)
    const library = same ?? { ...found, loadedBy }
    this.byName.set(name, library)
    // a second name for one file: glibc knows a library by its own name too
    const { soname } = library.elf
    if (!this.#isMusl && soname !== undefined && !this.byName.has(soname)) this.byName.set(soname, library)
    if (same === undefined) this.all.push(library)
  }

  addMissing(name: string, { path: neededBy }: Loaded): void {
    this.libraries.push({ name, neededBy })
  }

  #known(name: string): Loaded | undefined {
    return this.byName.get(name) ?? (this.#isMusl && isInsideMusl(name) ? this.interpreter : undefined)
  }
}
