/** Attributes every byte of a Go program to a function, a package or another named part of the file. */
import { NumberList } from '../common/number-list.ts'
import type { Executable } from '../inspect/executable/executable.ts'
import { noSymbols, type ProgramSymbols } from '../inspect/executable/symbols.ts'
import { type BuildInfo, findBuildInfo } from '../inspect/go/buildinfo.ts'
import { type Memory, memoryOf } from '../inspect/go/memory.ts'
import { findModuleData, type ModuleData } from '../inspect/go/moduledata.ts'
import { findPcHeader, type PcHeader } from '../inspect/go/pclntab.ts'
import { readPointerMask } from '../inspect/go/pointer-mask.ts'
import { GoTypes } from '../inspect/go/types.ts'
import { Claims, type Pieces, TooManyClaimsError } from './claims.ts'
import { eachCodeReference, eachForeignReference } from './code-references.ts'
import { type EmbeddedFile, giveConstants } from './constants.ts'
import { FileMap } from './file-map.ts'
import { type AttributedFunctions, attributeFunctions, type CodeRanges } from './functions.ts'
import { inlinedPackages } from './inlined.ts'
import { type PackageBytes, SizeTotals } from './items.ts'
import { giveCode, giveTypeLists, giveTypes, knownData, knownTypes, typeTables } from './known.ts'
import { cPackage, noPackage, ownerOf } from './parts.ts'
import { findRegions, type GoRegions } from './regions.ts'
import { giveRelocations } from './relocations.ts'
import {
  codeRegions,
  dataRegions,
  giveHeaders,
  givePurposes,
  giveUnwinding,
  pointerRegions,
  writableSegments,
} from './sections.ts'
import { matchingSymbols } from './sibling.ts'
import { giveUnwindEntries } from './unwinding.ts'

export interface AttributionOptions {
  /** The same program with its symbol table, which the file itself may lack. */
  readonly sibling?: Uint8Array
  /** Files that packages embed, from `go list` and the disk. */
  readonly embedded?: readonly EmbeddedFile[]
  /** Set this to compare with a program that has no symbols. */
  readonly ignoresSymbols?: boolean
}

export interface ProgramBytes {
  readonly size: number
  readonly buildInfo: BuildInfo | undefined
  /** The first has the bytes of no package. The bytes of all packages add up to `size`. */
  readonly packages: readonly PackageBytes[]
  /** Why functions have no names. */
  readonly problem: string | undefined
  /** Whether symbols name the variables. */
  readonly hasSymbols: boolean
}

export function attributeProgram(executable: Executable, options: AttributionOptions = {}): ProgramBytes {
  try {
    return new Attributor(executable, options).run()
  } catch (error) {
    if (!(error instanceof TooManyClaimsError)) throw error
    return new Attributor(executable, options).sectionsAlone(error.message)
  }
}

/** File offsets of data that code refers to, and the package of that code. */
interface References {
  readonly targets: Int32Array
  readonly owners: Int32Array
}

interface DataSource {
  readonly data: ModuleData
  readonly types: GoTypes
  readonly references: References
  readonly regions: GoRegions
  readonly symbols: ProgramSymbols
}

class Attributor {
  readonly #executable: Executable
  readonly #size: number
  readonly #options: AttributionOptions
  readonly #memory: Memory
  readonly #map: FileMap
  readonly #totals = new SizeTotals()
  readonly #buildInfo: ReturnType<typeof findBuildInfo>

  constructor(executable: Executable, options: AttributionOptions) {
    this.#executable = executable
    this.#size = executable.bytes.length
    this.#options = options
    this.#memory = memoryOf(executable)
    this.#map = new FileMap(this.#size)
    this.#buildInfo = findBuildInfo(executable.bytes, executable.buildInfo)
    const place = this.#buildInfo?.extent
    if (place !== undefined) this.#map.give(place.from, place.to, { part: 'build-information' })
  }

  run(): ProgramBytes {
    const symbols = this.#symbols()
    const header = findPcHeader(this.#memory, this.#executable)
    if (this.#executable.link === 'external')
      giveUnwinding(this.#executable, this.#map, ownerOf(this.#totals.packageId(cPackage), 'data'))
    if (header?.ok === true) this.#attributeGo(header.value, symbols)
    const problem =
      header === undefined
        ? 'it has no function table, so Go did not link it or it was changed afterwards'
        : header.ok
          ? undefined
          : header.problem.message
    return this.#result(symbols, problem)
  }

  /** Attributes sections without naming functions, for the reason in `problem`. */
  sectionsAlone(problem: string): ProgramBytes {
    return this.#result(noSymbols, problem)
  }

  /** Attributes the rest of the file. */
  #result(symbols: ProgramSymbols, problem: string | undefined): ProgramBytes {
    givePurposes(this.#executable, this.#map)
    const regions = codeRegions(this.#executable, this.#size)
    const code = { memory: this.#memory, executable: this.#executable, symbols, regions }
    giveCode(code, this.#map, this.#totals)
    for (const { from, to } of dataRegions(this.#executable, this.#size)) {
      this.#map.give(from, to, { part: 'data' })
    }
    giveHeaders(this.#executable, this.#map)
    this.#map.settle(this.#totals.share, this.#totals.tally)
    return {
      size: this.#size,
      buildInfo: this.#buildInfo?.info,
      packages: this.#totals.packages(),
      problem,
      hasSymbols: symbols.count > 0,
    }
  }

  #symbols(): ProgramSymbols {
    const { sibling, ignoresSymbols } = this.#options
    if (ignoresSymbols === true) return noSymbols
    const own = this.#executable.symbols()
    return own.count > 0 || sibling === undefined ? own : matchingSymbols(this.#executable, sibling)
  }

  #attributeGo(header: PcHeader, symbols: ProgramSymbols): void {
    const memory = this.#memory
    const data = findModuleData(memory, header, writableSegments(this.#executable))
    const types = data === undefined ? undefined : new GoTypes(memory, data)
    const regions = findRegions({ memory, executable: this.#executable, header, data, types, symbols })
    const functions = attributeFunctions(
      { memory, header, data, text: regions.text, funcData: regions.funcData },
      this.#map,
      this.#totals,
    )
    const index = regions.functionIndex
    if (index !== undefined) this.#map.give(index.from, index.to, { part: 'line-tables' })
    this.#giveUnwindEntries(functions.ranges)
    if (data === undefined || types === undefined) return
    const references = this.#references(header, functions, regions)
    types.addRoots(references.targets)
    this.#attributeData({ data, types, references, regions, symbols })
  }

  #attributeData({ data, types, references, regions, symbols }: DataSource): void {
    const memory = this.#memory
    const known = knownData({ memory, executable: this.#executable, types, symbols }, this.#totals)
    this.#giveRelocations(types, known)
    giveTypeLists(memory, data, this.#map)
    const typeExtent = regions.types()
    giveTypes(types, typeExtent, this.#map, this.#totals)
    const plain = memory.extentOf(data.plainVariables)
    const free = dataRegions(this.#executable, this.#size).flatMap(({ from, to }) => this.#map.free(from, to))
    giveConstants(
      {
        memory,
        regions: free,
        withPointers: pointerRegions(this.#executable, free, plain),
        withoutPointers: typeTables(types),
        pointers: readPointerMask(memory, data),
        strings: regions.strings(typeExtent),
        known,
        references,
        embedded: this.#options.embedded ?? [],
      },
      this.#map,
      this.#totals,
    )
  }

  #giveUnwindEntries(ranges: CodeRanges): void {
    const home = this.#executable.link === 'external' ? this.#totals.packageId(cPackage) : noPackage
    const rest = ownerOf(home, 'line-tables')
    giveUnwindEntries(this.#memory, this.#executable, ranges, { map: this.#map, rest })
  }

  #references(
    header: PcHeader,
    { ranges, names }: AttributedFunctions,
    { text, funcData }: GoRegions,
  ): References {
    const memory = this.#memory
    const [targets, owners] = [new NumberList(), new NumberList()]
    const packageAt = inlinedPackages(
      { memory, header, ranges, funcData, packageOfName: names.packageOf },
      this.#totals,
    )
    eachCodeReference(memory, this.#executable.machine, ranges, (target, at, index) => {
      const offset = memory.offsetOf(target)
      if (offset === undefined || (offset >= text.from && offset < text.to)) return
      targets.push(offset)
      owners.push(packageAt(index, at))
    })
    eachForeignReference(memory, this.#executable, text, (target) => {
      const offset = memory.offsetOf(target)
      if (offset === undefined) return
      targets.push(offset)
      owners.push(this.#totals.packageId(cPackage))
    })
    return { targets: targets.view(), owners: owners.view() }
  }

  #giveRelocations(types: GoTypes, known: Pieces): void {
    if (this.#executable.relocations.extents.length === 0) return
    const totals = this.#totals
    const all = new Claims()
    for (const { count, from, to, owners } of [knownTypes(types, totals), known]) {
      for (let index = 0; index < count; index++) {
        all.add(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0)
      }
    }
    giveRelocations(this.#memory, this.#executable, all.sorted(), { map: this.#map, totals })
  }
}
