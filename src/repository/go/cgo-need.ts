/** Finds packages of a program that do not work without cgo. */
import type { World } from '../../effects/world.ts'
import type { Listed } from './list.ts'
import { listProgram } from './list-program.ts'
import type { GoSearch, MainPackage } from './main-package.ts'
import { isExported, stringsIn, topLevelNames } from './top-level-names.ts'

/** The fields of `go list` that this needs. */
const cgoFields = ['ImportPath', 'Dir', 'Standard', 'CgoFiles', 'GoFiles'] as const

/**
 * Packages outside of the standard library that have C code and no replacement for it without cgo: no files, files with less than
 * half of the names, or stubs, which return an error. A package that is not in the program without cgo is optional.
 *
 * @param withCgo packages of the program with cgo, listed with at least `cgoFields`
 */
export async function packagesNeedingCgo(
  world: World,
  search: GoSearch,
  main: MainPackage,
  withCgo: readonly Listed[],
): Promise<readonly string[]> {
  const candidates = withCgo.filter(
    ({ Standard: standard, CgoFiles: files = [] }) => standard !== true && files.length > 0,
  )
  if (candidates.length === 0) return []
  const listed = await listProgram(world, search, main, { fields: cgoFields, cgo: '0' })
  if (!listed.ok) return []
  const needing: string[] = []
  for (const one of candidates) {
    const without = listed.value.packages.find(({ ImportPath: path }) => path === one.ImportPath)
    if (without !== undefined && !(await hasFallback(world, one, without))) needing.push(one.ImportPath)
  }
  return needing
}

async function hasFallback(world: World, withCgo: Listed, without: Listed): Promise<boolean> {
  const { GoFiles: files = [], Dir: directory = '' } = without
  if (files.length === 0) return false
  const all = [...(withCgo.GoFiles ?? []), ...(withCgo.CgoFiles ?? [])]
  const read = async (names: readonly string[]) =>
    Promise.all(names.map(async (name) => (await world.files.readText(`${directory}/${name}`)) ?? ''))
  const instead = await read(files.filter((name) => !all.includes(name)))
  if (instead.flatMap(stringsIn).some((one) => refusal.test(one))) return false
  const lost = (await read(all.filter((name) => !files.includes(name)))).flatMap(topLevelNames)
  const offered = new Set((await read(files)).flatMap(topLevelNames))
  const wanted = lost.some(isExported) ? lost.filter(isExported) : lost
  return wanted.length > 0 && wanted.filter((name) => offered.has(name)).length * 2 >= wanted.length
}

/** Error messages of stubs that declare all names. Code that works without cgo seldom has such texts. */
const refusal =
  /\bCGO_ENABLED\b|\s(?:no )?cgo\b|\bcgo\s|\bstub\b|\bunsupported\b|\bnot (?:supported|implemented|available|enabled)\b/i
