import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { flagsOf } from '../../../src/images/go-build/flags.ts'
import { type BuildInfo, filesPath, readBuildInfo } from '../../../src/inspect/go/buildinfo.ts'
import { unquote } from '../../../src/inspect/go/quote.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { buildInfoBlock, elfFile } from '../../support/programs/elf.ts'
import { asGoVersion } from '../../support/programs/go-version.ts'
import { expectValue } from '../../support/results.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const programs = ['plain', 'stripped', 'pie', 'reader'] as const

beforeAll(async () => {
  await writeTree(directory, {
    'go.mod':
      'module example.com/program\n\ngo 1.24\n\nrequire (\n\texample.com/kit v1.2.3\n\texample.com/other v0.1.0\n)\n\n' +
      'replace example.com/kit => ./kit\n\nreplace example.com/other v0.1.0 => ./other\n',
    'main.go':
      'package main\n\nimport (\n\t_ "example.com/kit"\n\t_ "example.com/other"\n)\n\nfunc main() { println("x") }\n',
    'kit/go.mod': 'module example.com/kit\n\ngo 1.24\n',
    'kit/kit.go': 'package kit\n',
    'other/go.mod': 'module example.com/other\n\ngo 1.24\n',
    'other/other.go': 'package other\n',
    'own/own.go': 'package own\n',
    'files/main.go':
      'package main\n\nimport (\n\t_ "example.com/kit"\n\t_ "example.com/program/own"\n)\n\nfunc main() {}\n',
    // its own data contains the magic of build information
    'reader/main.go':
      'package main\n\nimport "debug/buildinfo"\n\nfunc main() { _, err := buildinfo.ReadFile("x"); println(err) }\n',
  })
  const build = (name: string, what: string, ...args: readonly string[]) =>
    output(['go', 'build', '-buildvcs=false', ...args, '-o', join(directory, 'out', name), what], {
      cwd: directory,
      env: { ...offlineGo, CGO_ENABLED: '0' },
    })
  await build('plain', '.', '-tags=one,two')
  await build('stripped', '.', '-trimpath', '-ldflags=-s -w')
  await build('pie', '.', '-buildmode=pie', '-ldflags=-w')
  await build('reader', './reader')
  await build('files', 'files/main.go')
}, 300_000)

const pathOf = (name: string) => join(directory, 'out', name)

describe('Go build information', () => {
  test.each(programs)('%s, as in `go version -m`', async (name) => {
    const read = readBuildInfo(await readFile(pathOf(name)))
    expect(read).toEqual(await asGoVersion(pathOf(name)))
    expect(read?.settings['CGO_ENABLED']).toBe('0')
  })

  test('replaced modules have their replacement', async () => {
    const read = readBuildInfo(await readFile(pathOf('plain')))
    expect(read?.modules).toEqual({
      'example.com/kit': './kit (devel)',
      'example.com/other': './other (devel)',
    })
    expect(read?.settings['-tags']).toBe('one,two')
  })

  test.each([
    ['plain', ['one', 'two'], ''],
    ['stripped', [], '-s -w'],
    ['pie', [], '-w'],
  ])('%s: the flags to build another one like it', async (name, tags, ldflags) => {
    const read = readProgram(await readFile(pathOf(name)))
    expect(flagsOf(expectValue(read))).toEqual({ tags, ldflags })
  })

  test('a program that Go did not build has none', async () => {
    expect(readBuildInfo(await readFile('/bin/ls'))).toBeUndefined()
    expect(readBuildInfo(new Uint8Array())).toBeUndefined()
  })

  test('a program built from files has its main module, which Go lists as a dependency', async () => {
    expect(readBuildInfo(await readFile(pathOf('files')))).toMatchObject({
      path: filesPath,
      main: { path: 'example.com/program', version: '(devel)' },
      dependencies: [{ path: 'example.com/kit' }],
      modules: { 'example.com/kit': './kit (devel)' },
    })
  })

  test('of several local modules of a workspace, none is the main module', () => {
    const dependencies = ['api', 'kit'].map((name) => `dep\texample.com/${name}\t(devel)\t`)
    const read = readBuildInfo(buildInfoBlock('go1.26.1', [`path\t${filesPath}`, ...dependencies]))
    expect(read?.main).toBeUndefined()
    expect(Object.keys(read?.modules ?? {})).toEqual(['example.com/api', 'example.com/kit'])
  })

  const block = buildInfoBlock('go1.26.1', [
    'path\texample.com/program',
    'mod\texample.com/program\t(devel)\t',
    'dep\tgithub.com/gin-gonic/gin\tv1.11.0\th1:abc=',
    'dep\texample.com/kit\tv1.0.0',
    '=>\texample.com/fork\tv1.0.1\th1:def=',
    'build\t-compiler=gc',
    'build\tCGO_CFLAGS=',
    'build\t-ldflags="-X main.a=\\"b\\" \\u00e9\\xc3\\xa9"',
    'build\t"a=b"=`c d`',
    'build\tvcs.time=2026-01-01T00:00:00Z',
  ])
  const wanted: BuildInfo = {
    go: 'go1.26.1',
    path: 'example.com/program',
    main: { path: 'example.com/program', version: '(devel)' },
    dependencies: [
      { path: 'github.com/gin-gonic/gin', version: 'v1.11.0', sum: 'h1:abc=' },
      {
        path: 'example.com/kit',
        version: 'v1.0.0',
        replacedBy: { path: 'example.com/fork', version: 'v1.0.1', sum: 'h1:def=' },
      },
    ],
    modules: { 'github.com/gin-gonic/gin': 'v1.11.0', 'example.com/kit': 'example.com/fork v1.0.1' },
    settings: {
      '-compiler': 'gc',
      CGO_CFLAGS: '',
      '-ldflags': '-X main.a="b" éé',
      'a=b': 'c d',
      'vcs.time': '2026-01-01T00:00:00Z',
    },
  }
  const at = (offset: number, bytes = block) => {
    const file = new Uint8Array(offset + bytes.length + 7).fill(0xff)
    file.set(bytes, offset)
    return file
  }

  test('is found at any aligned offset, and only there', () => {
    for (const offset of [0, 16, 4096]) expect(readBuildInfo(at(offset))).toEqual(wanted)
    for (const offset of [1, 8, 4095]) expect(readBuildInfo(at(offset))).toBeUndefined()
  })

  test('is read only from the range in the headers of the file', () => {
    const file = at(4096)
    expect(readBuildInfo(file, { offset: 4096, size: block.length })).toEqual(wanted)
    expect(readBuildInfo(file, { offset: 0, size: 4096 })).toBeUndefined()
    expect(readBuildInfo(file, { offset: 1e15, size: 1e15 })).toBeUndefined()
  })

  test.each([
    ['"a b"', 'a b'],
    ['`a\\b`', 'a\\b'],
    ['"\\t\\n\\\\\\"\\101\\U0001f600"', '\t\n\\"A😀'],
    ['plain', 'plain'],
    ['"', '"'],
    ['"a" "b"', '"a" "b"'],
    ['"\\q"', '"\\q"'],
    ['"\\Uffffffff"', '"\\Uffffffff"'],
  ])('%s is unquoted as Go does', (quoted, text) => expect(unquote(quoted)).toBe(text))

  test('is found after a similar text', () => {
    const decoy = at(0)
    const file = new Uint8Array(256 + block.length)
    file.set(decoy.subarray(0, 32))
    // a length beyond the end of the file
    file.set([0xff, 0xff, 0xff, 0x7f], 32)
    file.set(block, 256)
    expect(readBuildInfo(file)).toEqual(wanted)
  })

  test('truncated and changed files never throw', () => {
    const file = elfFile({ tail: new Uint8Array(4096) })
    const whole = Uint8Array.from([...file.subarray(0, 4096 - (file.length % 16)), ...at(16)])
    for (let length = 0; length <= whole.length; length++) readBuildInfo(whole.subarray(0, length))
    fc.assert(
      fc.property(fc.nat({ max: block.length - 1 }), fc.nat({ max: 255 }), (place, value) => {
        const broken = block.slice()
        broken[place] = value
        const read = readBuildInfo(broken)
        return read === undefined || typeof read.go === 'string'
      }),
      { numRuns: 2000 },
    )
  })
})
