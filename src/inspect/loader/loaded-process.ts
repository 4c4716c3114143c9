/** The files in a process: the program, its loader, and the libraries that the loader adds. */

import type { Interpreter } from './interpreter.ts'
import type { FoundBy, LoadedObject } from './library-places.ts'
import { isInsideMusl } from './paths.ts'

export interface NeededLibrary {
  /** As in DT_NEEDED. */
  readonly name: string
  /** Path of the first file that needs it. */
  readonly neededBy: string
  /** Absent if it was not found. */
  readonly path?: string
  /** `loader`: the loader is the library itself. */
  readonly by?: FoundBy | 'loader'
}

/** A library that a loaded file needs, and that is not loaded yet. */
export interface Need {
  readonly name: string
  readonly by: LoadedObject
}

/** More than real programs need; the others are ignored. */
const mostLibraries = 2048

export class LoadedProcess {
  /** The program and its libraries, in the order in which they are loaded. */
  readonly all: LoadedObject[]
  /** The loader itself. */
  readonly interpreter: LoadedObject
  /** By the names under which others need them. */
  readonly byName = new Map<string, LoadedObject>()
  /** Breadth first, as the loader loads them. */
  readonly libraries: NeededLibrary[] = []
  readonly #isMusl: boolean

  constructor(program: LoadedObject, { path, entry, elf, loader }: Interpreter) {
    this.all = [program]
    this.interpreter = { path, file: entry.path, elf, loadedBy: program }
    this.#isMusl = loader.libc === 'musl'
    if (elf.soname !== undefined) this.byName.set(elf.soname, this.interpreter)
    this.byName.set(path.slice(path.lastIndexOf('/') + 1), this.interpreter)
  }

  /** The needs in order. Each must be resolved by `add` or `addMissing` before the next is requested. */
  *needs(): Generator<Need> {
    // libraries that are added during the loop have their own needs
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
    loadedBy: LoadedObject,
    { library: found, by }: { readonly library: Omit<LoadedObject, 'loadedBy'>; readonly by: FoundBy },
  ): void {
    this.libraries.push({ name, neededBy: loadedBy.path, path: found.path, by })
    const same = [this.interpreter, ...this.all].find((one) => one.file === found.file)
    const library = same ?? { ...found, loadedBy }
    this.byName.set(name, library)
    // a second name of the file: glibc also finds a loaded library by its soname
    const { soname } = library.elf
    if (!this.#isMusl && soname !== undefined && !this.byName.has(soname)) this.byName.set(soname, library)
    if (same === undefined) this.all.push(library)
  }

  addMissing(name: string, { path: neededBy }: LoadedObject): void {
    this.libraries.push({ name, neededBy })
  }

  #known(name: string): LoadedObject | undefined {
    return this.byName.get(name) ?? (this.#isMusl && isInsideMusl(name) ? this.interpreter : undefined)
  }
}
