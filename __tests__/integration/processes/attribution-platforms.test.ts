/** Real programs for macOS and Windows: their bytes by owner, compared with the output of Go's and GNU's tools. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { attributeProgram, type ProgramBytes } from '../../../src/attribution/attribute.ts'
import { attributeGiven, compareFiles } from '../../../src/attribution/attribute-file.ts'
import { readExecutable } from '../../../src/inspect/executable/read-executable.ts'
import type { ProgramPart } from '../../../src/model/program-part.ts'
import { sum } from '../../support/attribution.ts'
import { codeByNm } from '../../support/programs/code-by-nm.ts'
import { buildMatrix, type RowName } from '../../support/programs/matrix.ts'
import { expectValue } from '../../support/results.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const names = [
  'windows/amd64',
  'windows/386 -s -w',
  'windows/arm64',
  'darwin/arm64',
  'darwin/amd64 -s -w',
] as const satisfies readonly RowName[]

let paths: ReadonlyMap<RowName, string>
beforeAll(async () => {
  paths = await buildMatrix(names)
}, 600_000)

const pathOf = (name: RowName) => paths.get(name) ?? ''
const bytesOf = async (path: string) => new Uint8Array(await readFile(path))
const programOf = async (name: RowName) => expectValue(readExecutable(await bytesOf(pathOf(name))))

function attribute(bytes: Uint8Array, ignoresSymbols = false): ProgramBytes {
  const attributed = attributeProgram(expectValue(readExecutable(bytes)), { ignoresSymbols })
  const parts = attributed.packages.flatMap((one) => [...one.parts.values()])
  expect(sum(parts)).toBe(bytes.length)
  expect(parts.every((part) => part > 0)).toBe(true)
  return attributed
}

const ofPart = ({ packages }: ProgramBytes, part: ProgramPart) =>
  sum(packages.map(({ parts }) => parts.get(part) ?? 0))

describe('every byte of a program has one owner', () => {
  test.each(names)('%s', async (name) => {
    const bytes = await bytesOf(pathOf(name))
    for (const ignoresSymbols of [false, true]) {
      const attributed = attribute(bytes, ignoresSymbols)
      expect(attributed.problem).toBeUndefined()
      expect(attributed.buildInfo?.go).toMatch(/^go1\./)
      const [none, ...packages] = attributed.packages
      expect(packages.map((one) => one.name)).toEqual(expect.arrayContaining(['runtime', 'main']))
      const unnamed = (
        ['code', 'line-tables', 'types', 'interface-tables', 'strings', 'data', 'unknown'] as const
      ).map((part) => none?.parts.get(part) ?? 0)
      expect(sum(unnamed)).toBeLessThan(0.05 * bytes.length)
    }
  })

  test.each(['windows/amd64', 'windows/arm64', 'darwin/arm64'] as const)(
    '%s: functions as `go tool nm` has them, without what pads them',
    async (name) => {
      const program = await programOf(name)
      const { packages } = attributeProgram(program)
      const functions = packages.flatMap(({ items }) => items.filter(({ kind }) => kind === 'function'))
      const code = codeByNm(pathOf(name), program, false)
      expect(Math.abs(sum(functions.map(({ size }) => size)) / code - 1)).toBeLessThan(0.001)
    },
  )

  test('debug information and symbols are those of their sections', async () => {
    for (const name of ['windows/amd64', 'darwin/arm64'] as const) {
      const program = await programOf(name)
      const debug = program.sections.filter((one) => /^(?:\.|__)z?debug_/.test(one.name))
      expect(debug.length).toBeGreaterThan(5)
      const attributed = attribute(program.bytes)
      expect(ofPart(attributed, 'debug-information')).toBe(sum(debug.map(({ size }) => size)))
      expect(ofPart(attributed, 'symbol-table')).toBeGreaterThan(10_000)
      expect(ofPart(attributed, 'code-signature') > 0).toBe(name === 'darwin/arm64')
    }
  })

  test.each(['windows/amd64', 'windows/386 -s -w'] as const)(
    '%s: places that a loader changes, as `objdump` has them',
    async (name) => {
      const listing = await output(['objdump', '-p', pathOf(name)])
      const places = [...listing.matchAll(/reloc +\d+ offset +[0-9a-f]+ \[([0-9a-f]+)\] (?:DIR64|HIGHLOW)/g)]
      const found: number[] = []
      const { relocations } = await programOf(name)
      relocations.each((_from, _to, address) => found.push(address))
      const base = name === 'windows/amd64' ? 0x140000000 : 0x400000
      expect(found).toEqual(places.map(([, place = '']) => Number.parseInt(place, 16) + base))
      expect(found.length).toBeGreaterThan(1000)
    },
  )

  test.each(['darwin/arm64', 'darwin/amd64 -s -w'] as const)(
    '%s: each place that a loader changes holds an address of the program',
    async (name) => {
      const { bytes, segments, relocations } = await programOf(name)
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      const homeOf = (address: number) =>
        segments.find((one) => address >= one.address && address < one.address + one.fileSize)
      let count = 0
      relocations.each((_from, _to, address) => {
        count += 1
        const home = homeOf(address)
        if (home === undefined) throw new Error(`${address} is nowhere`)
        const target = Number(view.getBigUint64(address - home.address + home.offset, true))
        // the addresses of zero-initialized variables are above those of the file
        expect(target).toBeGreaterThanOrEqual(segments[0]?.address ?? 0)
        expect(target).toBeLessThan(0x1_1000_0000)
      })
      expect(count).toBeGreaterThan(1000)
    },
  )

  test('unwind information belongs to its functions', async () => {
    const program = await programOf('windows/amd64')
    const [table] = program.unwinding.extents
    const lengths: number[] = []
    program.unwinding.each((from, to) => lengths.push(to - from))
    expect(new Set(lengths)).toEqual(new Set([12]))
    expect(sum(lengths)).toBe((table?.to ?? 0) - (table?.from ?? 0))
    const { packages } = attribute(program.bytes)
    const described = packages.flatMap(({ items }) => items.filter(({ tables }) => tables >= 12))
    expect(described.length).toBeGreaterThan(0.9 * lengths.length)
  })

  test('a stripped program with another one that has the symbols', async () => {
    const directory = await temporaryDirectory()
    await writeTree(directory, {
      'go.mod': 'module example.com/twin\n\ngo 1.24\n',
      'main.go':
        'package main\n\nvar names = [...]string{"one", "two"}\n\nfunc main() { println(names[len(names)-1]) }\n',
    })
    const build = async (ldflags: string) => {
      const path = join(directory, 'program')
      await output(['go', 'build', '-trimpath', '-buildvcs=false', `-ldflags=${ldflags}`, '-o', path, '.'], {
        cwd: directory,
        env: { ...offlineGo, CGO_ENABLED: '0', GOOS: 'windows' },
      })
      return bytesOf(path)
    }
    const [stripped, sibling] = [await build('-s -w'), await build('')]
    const program = expectValue(readExecutable(stripped))
    expect(attributeProgram(program).hasSymbols).toBe(false)
    expect(attributeProgram(program, { sibling }).hasSymbols).toBe(true)
    expect(attributeProgram(program, { sibling: await bytesOf(pathOf('windows/amd64')) }).hasSymbols).toBe(
      false,
    )
  })
})

describe('an unreadable program is a described problem', () => {
  test('a function table of an unknown version, in a section of another name', async () => {
    const bytes = await bytesOf(pathOf('windows/386 -s -w'))
    const [magic, zeros] = [Buffer.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 4), 0xe7]
    const at = Buffer.from(bytes.buffer).indexOf(magic)
    bytes[at] = zeros
    expect(attribute(bytes).problem).toBe('its function table has the unknown version 0xffffffe7')
  })

  test.each(names)(
    '%s: a damaged program does not throw, and each of its bytes has an owner',
    async (name) => {
      const { bytes, headers, purposes, relocations, unwinding, sections } = await programOf(name)
      const extents = [...headers, ...purposes, ...relocations.extents, ...unwinding.extents]
        .concat(sections.map(({ offset, size }) => ({ from: offset, to: offset + size })))
        .filter(({ from, to }) => to - from > 8)
      const place = fc.oneof(
        fc.nat({ max: 1023 }),
        fc
          .constantFrom(...extents)
          .chain(({ from, to }) => fc.integer({ min: from, max: Math.min(from + 128, to - 4) })),
        fc.constantFrom(...extents).chain(({ from, to }) => fc.integer({ min: from, max: to - 4 })),
      )
      const value = fc.oneof(
        fc.nat({ max: 0xffffffff }),
        fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, bytes.length),
      )
      const changes = fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 40 })
      const cut = fc.option(fc.nat({ max: bytes.length }), { freq: 4 })
      fc.assert(
        fc.property(changes, cut, fc.boolean(), (all, end, ignoresSymbols) => {
          const damaged = Buffer.from(bytes)
          for (const [at, word] of all) damaged.writeUInt32LE(word, at)
          const whole = new Uint8Array(damaged.subarray(0, end ?? damaged.length))
          const read = readExecutable(whole)
          if (read.ok) attribute(whole, ignoresSymbols)
          else expect(read.problem.message).not.toBe('')
        }),
        { numRuns: 20 },
      )
    },
  )
})

describe('the planted change is the first cause, with its bytes', () => {
  const digits = Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 251).join(',')
  let directory: string
  beforeAll(async () => {
    directory = await temporaryDirectory()
    await writeTree(directory, {
      'go.mod': 'module example.com/app\n\ngo 1.24\n',
      'base/main.go': 'package main\n\nfunc main() { println(1) }\n',
      'table/main.go': `package main\n\nvar size = 1\n\nvar table = [50000]uint16{${digits}}\n\nfunc main() { println(table[size]) }\n`,
    })
  })

  test.each(['windows/386', 'windows/arm64', 'darwin/amd64'])('%s, stripped', async (platform) => {
    const [GOOS = '', GOARCH = ''] = platform.split('/')
    const build = async (name: string) => {
      const path = join(directory, `${name}.out`)
      await output(['go', 'build', '-buildvcs=false', '-ldflags=-s -w', '-o', path, `./${name}`], {
        cwd: directory,
        env: { ...offlineGo, CGO_ENABLED: '0', GOOS, GOARCH },
      })
      return { bytes: await bytesOf(path) }
    }
    const [base, head] = [await build('base'), await build('table')]
    const compared = await compareFiles({ base, head }, attributeGiven)
    if (!compared.ok) throw new Error(compared.problem.message)
    const { causes, delta } = compared.value.difference
    expect(sum(causes.map((cause) => cause.delta))).toBe(head.bytes.length - base.bytes.length)
    expect(causes[0]).toMatchObject({ kind: 'package', name: 'example.com/app/table' })
    expect(Math.abs((causes[0]?.delta ?? 0) - 100_000)).toBeLessThan(5000)
    expect(delta).toBeGreaterThan(90_000)
  })
})
