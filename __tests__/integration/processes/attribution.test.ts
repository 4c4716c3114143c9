/** Real programs: functions, types and data, compared with the output of Go's own tools and with files on the disk. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AttributionOptions, attributeProgram } from '../../../src/attribution/attribute.ts'
import { attributeGiven, compareFiles, type GivenProgram } from '../../../src/attribution/attribute-file.ts'
import { readElf } from '../../../src/inspect/elf/elf.ts'
import { readExecutable } from '../../../src/inspect/executable/read-executable.ts'
import { amd64Code } from '../../../src/inspect/go/amd64-code.ts'
import { i386Code } from '../../../src/inspect/go/i386-code.ts'
import { programAttributionSchema, programDifferenceSchema } from '../../../src/model/attribution.ts'
import { sum } from '../../support/attribution.ts'
import { runLocal } from '../../support/commands/local.ts'
import { buildMatrix, type RowName } from '../../support/programs/matrix.ts'
import { expectValue } from '../../support/results.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const names = [
  'static',
  'static -s -w',
  'dynamic external',
  'pie without cgo',
  'pie external, full RELRO',
  'external static netgo',
  'linux/arm64',
  'linux/386',
  'linux/s390x',
  'no net, cgo',
  'Gin static',
  'C program',
] as const satisfies readonly RowName[]

let paths: ReadonlyMap<RowName, string>
beforeAll(async () => {
  paths = await buildMatrix(names)
}, 600_000)

const bytesOf = async (path: string) => new Uint8Array(await readFile(path))
const programBytes = (name: RowName) => bytesOf(paths.get(name) ?? '')

function attribute(bytes: Uint8Array, options: AttributionOptions = {}) {
  const attributed = attributeProgram(expectValue(readExecutable(bytes)), options)
  const parts = attributed.packages.map((one) => sum([...one.parts.values()]))
  expect(sum(parts)).toBe(bytes.length)
  expect(attributed.packages.flatMap((one) => [...one.parts.values()]).every((part) => part > 0)).toBe(true)
  return attributed
}

/** Bytes of code by function, from `go tool nm`. Instances of a generic function are added up. */
async function codeByNm(path: string): Promise<ReadonlyMap<string, number>> {
  const code = new Map<string, number>()
  for (const line of (await output(['go', 'tool', 'nm', '-size', path])).split('\n')) {
    const [, size, symbol = ''] = /^ *\w+ +(\d+) [tT] (.*)$/.exec(line) ?? []
    const name = symbol.replace(/\[.*\]/, '[...]').replace(/\.abi(?:0|internal)$/, '')
    if (size !== undefined) code.set(name, (code.get(name) ?? 0) + Number(size))
  }
  return code
}

describe('every byte of a program has one owner', () => {
  test.each(names)('%s', async (name) => {
    const { problem, packages } = attribute(await programBytes(name))
    expect(problem === undefined).toBe(name !== 'C program')
    if (name !== 'C program') expect(packages.some((one) => one.name === 'runtime')).toBe(true)
  })

  test.each(['static', 'linux/arm64', 'pie without cgo', 'dynamic external', 'linux/s390x'] as const)(
    '%s: functions as `go tool nm` has them',
    async (name) => {
      const code = await codeByNm(paths.get(name) ?? '')
      const { packages } = attribute(await programBytes(name))
      const functions = packages.flatMap(({ items }) => items.filter(({ kind }) => kind === 'function'))
      const total = sum([...code.values()])
      expect(Math.abs(sum(functions.map(({ size }) => size)) - total)).toBeLessThan(total / 1000)
      const own = new Map<string, number>()
      for (const one of functions) own.set(one.name, (own.get(one.name) ?? 0) + one.size)
      const plain = [...code].filter(([symbol, size]) => size > 0 && !symbol.includes('['))
      const same = plain.filter(([symbol, size]) => own.get(symbol) === size)
      expect(same.length).toBeGreaterThan(0.99 * plain.length)
    },
  )

  test('addresses in instructions are the same as those of a disassembler', async () => {
    const path = paths.get('static') ?? ''
    const bytes = await bytesOf(path)
    const text = expectValue(readElf(bytes)).sections.find(({ name }) => name === '.text')
    if (text === undefined) throw new Error('no code')
    const listing = await output(['objdump', '-d', '--no-show-raw-insn', '-j', '.text', path])
    const starts: number[] = []
    const expected: string[] = []
    for (const line of listing.split('\n')) {
      const [, start] = /^([0-9a-f]+) <.*>:$/.exec(line) ?? []
      if (start !== undefined) starts.push(Number.parseInt(start, 16))
      const [, at, target] = /^ +([0-9a-f]+):\t.*# (?:0x)?([0-9a-f]+)/.exec(line) ?? []
      if (at !== undefined) expected.push(`${at} ${target}`)
    }
    const delta = text.address - text.offset
    const view = new DataView(bytes.buffer)
    const found: string[] = []
    for (const [index, start] of starts.entries()) {
      const to = (starts[index + 1] ?? text.address + text.size) - delta
      amd64Code({ bytes, view, from: start - delta, to, delta, index }, (target, at) =>
        found.push(`${(at + delta).toString(16)} ${target.toString(16)}`),
      )
    }
    expect(expected.length).toBeGreaterThan(10_000)
    expect(found).toEqual(expected)
  })

  test('addresses in 386 instructions are among those of a disassembler, and hardly any is missing', async () => {
    const path = paths.get('linux/386') ?? ''
    const bytes = await bytesOf(path)
    const text = expectValue(readElf(bytes)).sections.find(({ name }) => name === '.text')
    if (text === undefined) throw new Error('no code')
    const listing = await output(['objdump', '-d', '--no-show-raw-insn', '-j', '.text', path])
    const delta = text.address - text.offset
    const isOfProgram = (address: number) => address >= 0x8048000 && address < 0x9000000
    const [starts, expected] = [[] as number[], new Set<string>()]
    for (const line of listing.split('\n')) {
      const [, start] = /^([0-9a-f]+) <.*>:$/.exec(line) ?? []
      if (start !== undefined) starts.push(Number.parseInt(start, 16))
      const [, at = '', operands = ''] = /^ +([0-9a-f]+):\t\w+ +(.*)$/.exec(line) ?? []
      for (const [, number = ''] of operands.matchAll(/0x([0-9a-f]+)/g)) {
        if (isOfProgram(Number.parseInt(number, 16))) expected.add(`${at} ${number}`)
      }
    }
    const view = new DataView(bytes.buffer)
    const found = new Set<string>()
    for (const [index, start] of starts.entries()) {
      const to = (starts[index + 1] ?? text.address + text.size) - delta
      i386Code({ bytes, view, from: start - delta, to, delta, index }, (target, at) => {
        if (isOfProgram(target)) found.add(`${(at + delta).toString(16)} ${target.toString(16)}`)
      })
    }
    expect(expected.size).toBeGreaterThan(5000)
    expect([...found].filter((one) => !expected.has(one))).toEqual([])
    expect([...expected].filter((one) => !found.has(one)).length).toBeLessThan(expected.size / 1000)
  })

  test.each([
    ['Gin static', 0.07],
    // most of it is C
    ['external static netgo', 0.1],
  ] as const)(
    '%s: a variable without a symbol is hardly ever attributed to the wrong package',
    async (name, most) => {
      const bytes = await programBytes(name)
      const dataOf = ({ packages }: ReturnType<typeof attribute>) =>
        new Map(packages.map(({ name: path, parts }) => [path, parts.get('data') ?? 0]))
      const [known, guessed] = [dataOf(attribute(bytes)), dataOf(attribute(bytes, { ignoresSymbols: true }))]
      known.delete('')
      guessed.delete('')
      const wrong = [...guessed].map(([path, size]) => Math.max(0, size - (known.get(path) ?? 0)))
      expect(sum(wrong)).toBeLessThan(most * sum([...known.values()]))
      expect(guessed.get('C') ?? 0).toBeGreaterThanOrEqual(0.9 * (known.get('C') ?? 0))
    },
  )

  test('assembly functions belong to the package of their directory', async () => {
    const { packages } = attribute(await programBytes('static -s -w'))
    const homeOf = (name: string) =>
      packages.find(({ items }) => items.some((one) => one.name === name))?.name
    expect(['gogo', 'memeqbody', 'runtime.main', 'main.main'].map(homeOf)).toEqual([
      'runtime',
      'internal/bytealg',
      'runtime',
      'main',
    ])
  })

  test('nearly all of a stripped program is in a package, with the symbols of another one or without', async () => {
    const [stripped, sibling] = [await programBytes('static -s -w'), await programBytes('static')]
    for (const options of [{}, { sibling }]) {
      const { packages } = attribute(stripped, options)
      const none = sum([...(packages[0]?.parts.values() ?? [])])
      expect(none / stripped.length).toBeLessThan(0.06)
    }
    expect(attribute(stripped, { sibling: await programBytes('dynamic external') }).hasSymbols).toBe(false)
  })

  test('two programs whose headers claim more code than their files contain do not match, and cost no time', async () => {
    const bytes = await programBytes('static -s -w')
    const view = new DataView(bytes.buffer)
    const table = Number(view.getBigUint64(40, true))
    const code = expectValue(readElf(bytes)).sections.findIndex(({ name }) => name === '.text')
    expect(code).toBeGreaterThan(0)
    // the field sh_size of a section header
    view.setBigUint64(table + code * 64 + 32, 1n << 52n, true)
    expect(attribute(bytes, { sibling: bytes }).hasSymbols).toBe(false)
  })

  test('a function table of an unknown version is a problem, and no name is guessed', async () => {
    const bytes = await programBytes('static -s -w')
    const table = expectValue(readElf(bytes)).sections.find(({ name }) => name === '.gopclntab')
    bytes[table?.offset ?? 0] = 0xe7
    const { problem, packages } = attribute(bytes)
    expect(problem).toBe('its function table has the unknown version 0xffffffe7')
    expect(packages.flatMap(({ items }) => items)).toEqual([])
  })

  test('variables after the function table are not part of it if no section limits it', async () => {
    const bytes = await programBytes('pie without cgo')
    const tablesOfNone = () => attribute(bytes).packages[0]?.parts.get('line-tables')
    const expected = tablesOfNone()
    // e_shoff, e_shnum and e_shstrndx
    bytes.fill(0, 40, 48).fill(0, 60, 64)
    expect(tablesOfNone()).toBe(expected)
  })

  test('too many functions are a problem of the program, and no name is guessed', async () => {
    const bytes = await programBytes('Gin static')
    const view = new DataView(bytes.buffer)
    const table = expectValue(readElf(bytes)).sections.find(({ name }) => name === '.gopclntab')?.offset ?? 0
    // slots that all lead to one entry, which has as many tables as an entry can have
    const [count, tables] = [40_000, 255]
    const functions = table + Number(view.getBigUint64(table + 64, true))
    const entry = 8 * count + 8
    view.setBigUint64(table + 8, BigInt(count), true)
    for (let slot = 0; slot < count; slot++) {
      view.setUint32(functions + 8 * slot, 16 * slot, true)
      view.setUint32(functions + 8 * slot + 4, entry, true)
    }
    for (let at = 0; at < 44 + 4 * tables; at += 4) view.setUint32(functions + entry + at, 1, true)
    view.setUint32(functions + entry + 40, 0, true)
    view.setUint32(functions + entry + 28, tables, true)
    const { problem, packages, hasSymbols } = attribute(bytes)
    expect(problem).toBe('it has more functions and variables than linkgate can attribute')
    expect([packages.length, hasSymbols]).toEqual([1, false])
  })

  test('a damaged program does not throw, and each of its bytes has an owner', async () => {
    const bytes = await programBytes('no net, cgo')
    const elf = expectValue(readElf(bytes))
    const hot = elf.sections.filter(({ name, size }) =>
      size > 8 ? /pclntab|rodata|module|typelink|itablink|data|go\./.test(name) : false,
    )
    const place = fc.oneof(
      fc.nat({ max: 4095 }),
      fc.nat({ max: bytes.length - 5 }),
      fc
        .constantFrom(...hot)
        .chain(({ offset, size }) => fc.integer({ min: offset, max: offset + Math.min(size, 128) })),
      fc
        .constantFrom(...hot)
        .chain(({ offset, size }) => fc.integer({ min: offset, max: offset + size - 5 })),
    )
    const value = fc.oneof(
      fc.nat({ max: 0xffffffff }),
      fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, bytes.length),
    )
    const changes = fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 40 })
    const section = fc.constantFrom(...hot)
    fc.assert(
      fc.property(
        changes,
        fc.option(fc.nat({ max: bytes.length }), { freq: 4 }),
        fc.option(fc.tuple(section, section)),
        (all, cut, swapped) => {
          const damaged = Buffer.from(bytes)
          if (swapped !== null) {
            const [one, other] = swapped
            const size = Math.min(one.size, other.size)
            damaged.set(bytes.subarray(other.offset, other.offset + size), one.offset)
            damaged.set(bytes.subarray(one.offset, one.offset + size), other.offset)
          }
          for (const [at, word] of all) if (at + 4 <= damaged.length) damaged.writeUInt32LE(word, at)
          const whole = damaged.subarray(0, cut ?? damaged.length)
          const read = readElf(whole)
          if (read.ok) attribute(whole)
        },
      ),
      { numRuns: 60 },
    )
  })
})

const directory = await temporaryDirectory()
const digits = (count: number) => Array.from({ length: count }, (_, index) => (index * 7919) % 251).join(',')
const main = (imports: string, body: string) =>
  `package main\n\nimport (\n\t"os"\n${imports})\n\nfunc main() {\n\tprintln(len(os.Args))\n${body}}\n`
const planted = {
  base: main('', ''),
  dependency: main('\t"example.com/kit"\n', '\tprintln(kit.Sum(os.Args))\n'),
  table: main('', '\tprintln(table[len(os.Args)])\n'),
  embedded: main('\t_ "embed"\n', '\tprintln(text[len(os.Args)])\n'),
  site: main('\t"embed"\n', '\tpage, err := web.ReadFile(os.Args[1])\n\tprintln(len(page), err)\n').concat(
    '\n//go:embed web\nvar web embed.FS\n',
  ),
} as const

describe('the planted change is the first cause, with its bytes', () => {
  const build = async (name: keyof typeof planted, variant = '', ...args: readonly string[]) => {
    const path = join(directory, `out/${name}${variant}`)
    await output(['go', 'build', '-trimpath', '-buildvcs=false', ...args, '-o', path, `./${name}`], {
      cwd: directory,
      env: { ...offlineGo, CGO_ENABLED: '0' },
    })
    return bytesOf(path)
  }
  const stripped = '-ldflags=-s -w'

  beforeAll(async () => {
    await writeTree(directory, {
      'go.mod':
        'module example.com/app\n\ngo 1.24\n\nrequire example.com/kit v1.2.3\n\nreplace example.com/kit => ./kit\n',
      ...Object.fromEntries(Object.entries(planted).map(([name, text]) => [`${name}/main.go`, text])),
      'table/table.go': `package main\n\nvar table = [50000]uint16{${digits(50_000)}}\n`,
      'embedded/embedded.go': 'package main\n\nimport _ "embed"\n\n//go:embed text.txt\nvar text string\n',
      'embedded/text.txt': 'linkgate '.repeat(10_000),
      'site/web/page.html': '<p>orders'.padEnd(40_000, 'linkgate'),
      'site/web/css/site.css': 'p {}'.padEnd(3000, ' '),
      'site/web/tiny.txt': 'tiny',
      'kit/go.mod': 'module example.com/kit\n\ngo 1.24\n',
      'kit/kit.go': `package kit\n\nvar table = [30000]uint8{${digits(30_000)}}\n\nfunc Sum(args []string) (sum int) {\n\tfor _, arg := range args {\n\t\tsum += int(table[len(arg)])\n\t}\n\treturn sum\n}\n`,
    })
  })

  const difference = async (base: GivenProgram, head: GivenProgram) => {
    const compared = await compareFiles({ base, head }, attributeGiven)
    if (!compared.ok) throw new Error(compared.problem.message)
    programAttributionSchema.parse(compared.value.head)
    const { causes, delta } = programDifferenceSchema.parse(compared.value.difference)
    expect(delta).toBe(head.bytes.length - base.bytes.length)
    expect(sum(causes.map((cause) => cause.delta))).toBe(delta)
    return causes
  }
  /** Within a tenth. */
  const about = (bytes: number) => expect.toSatisfy((delta: number) => Math.abs(delta - bytes) < bytes / 10)

  test.each([
    [
      'dependency',
      { kind: 'module', name: 'example.com/kit', change: { type: 'added' }, delta: about(30_000) },
    ],
    ['table', { kind: 'package', name: 'example.com/app/table', delta: about(100_000) }],
  ] as const)('%s, stripped', async (name, cause) => {
    const [base, head] = [await build('base', '-s', stripped), await build(name, '-s', stripped)]
    expect((await difference({ bytes: base }, { bytes: head }))[0]).toMatchObject(cause)
  })

  test('files in an embed.FS, whose names are in the program', async () => {
    const [base, head] = [await build('base', '-s', stripped), await build('site', '-s', stripped)]
    const embedded = (await difference({ bytes: base }, { bytes: head })).filter(
      ({ kind }) => kind === 'embedded-file',
    )
    expect(embedded).toMatchObject([
      { name: 'web/page.html', package: 'example.com/app/site', delta: 40_000, change: { type: 'added' } },
      { name: 'web/css/site.css', package: 'example.com/app/site', delta: 3000 },
    ])
  })

  test('an embedded file whose name is only in the repository', async () => {
    const [base, head] = [await build('base', '-s', stripped), await build('embedded', '-s', stripped)]
    const file = { packageName: 'main', name: 'text.txt', size: 90_000 }
    const [first] = await difference({ bytes: base }, { bytes: head, embedded: [file] })
    expect(first).toMatchObject({
      kind: 'embedded-file',
      name: 'text.txt',
      package: 'example.com/app/embedded',
      delta: 90_000,
    })
  })

  test('symbols of only one program are an error that names the option for the other program', async () => {
    const files = {
      '/here/base': await build('base', '-s', stripped),
      '/here/symbols': await build('base'),
      '/here/head': await build('table', '-s', stripped),
    }
    const explain = (...args: readonly string[]) => runLocal(['explain', ...args], { files })
    const base = await explain('base', 'head', '--base-symbols', 'symbols')
    expect(base.stderr).toContain(
      '`head` has no symbol table, so the symbols of `symbols` have no effect: pass `--symbols` too',
    )
    const head = await explain('head', 'base', '--symbols', 'symbols')
    expect(head.stderr).toContain('pass `--base-symbols` too')
  })

  test('debug information, and nothing else', async () => {
    const [base, head] = [await build('base', '-s', stripped), await build('base')]
    const { debugBytes = 0, symbolBytes = 0 } = expectValue(readElf(head))
    const [first, ...others] = await difference({ bytes: base }, { bytes: head })
    expect(first).toMatchObject({
      kind: 'symbols',
      change: { type: 'added' },
      delta: debugBytes + symbolBytes,
    })
    expect(others.every(({ kind }) => kind === 'part')).toBe(true)
  })
})
