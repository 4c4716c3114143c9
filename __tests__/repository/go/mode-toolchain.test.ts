import { describe, expect, test } from 'vitest'
import { type BuiltInMode, builtInModeNames } from '../../../src/config/built-in-modes.ts'
import type { Platform } from '../../../src/model/platform.ts'
import { findFile, withToolchain } from '../../../src/repository/go/mode-toolchain.ts'
import { wordedObstacle } from '../../support/reports/worded.ts'
import { expectValue } from '../../support/results.ts'
import { modeNamed } from '../../support/world/plan.ts'
import { type FakeOptions, fakeWorld } from '../../support/world/world.ts'

type Answers = NonNullable<FakeOptions['commands']>

const absent = { exitCode: 127 }
const gcc: Answers = {
  'gcc -dumpmachine': 'x86_64-linux-gnu\n',
  'gcc -print-file-name=libc.a': '/usr/lib/libc.a\n',
  'gcc -print-file-name=rcrt1.o': '/usr/lib/rcrt1.o\n',
  'gcc --version': '',
}
const complete: Answers = { ...gcc, 'musl-gcc --version': '' }
const alpine: Answers = {
  ...gcc,
  'gcc -dumpmachine': 'x86_64-alpine-linux-musl\n',
  'musl-gcc --version': absent,
}

const found = (mode: BuiltInMode, commands: Answers, env: Readonly<Record<string, string>> = {}) => {
  const named = modeNamed(mode)
  const own = { ...named, env: { ...named.env, ...env } }
  return withToolchain(fakeWorld({ commands }), { compiler: 'gcc' }, own)
}

async function missing(mode: BuiltInMode, commands: Answers, env?: Readonly<Record<string, string>>) {
  const result = await found(mode, commands, env)
  return result.ok ? undefined : wordedObstacle(result.problem)
}

test.each(builtInModeNames)('%s is linked where everything is there', async (mode) => {
  const { env } = expectValue(await found(mode, complete))
  expect(env['CC']).toBe(mode.endsWith('musl') ? 'musl-gcc' : undefined)
})

test('searches for nothing without cgo', async () => {
  const world = fakeWorld({ commands: {} })
  const mode = modeNamed('static')
  expect(expectValue(await withToolchain(world, { compiler: 'gcc' }, mode))).toBe(mode)
  expect(world.exec.calls).toEqual([])
})

test("musl is the machine's own C library", async () => {
  expect(expectValue(await found('static-musl', alpine)).env['CC']).toBeUndefined()
  expect(expectValue(await found('static-pie', alpine)).env['CC']).toBeUndefined()
})

test('uses the compiler that the mode sets, with its flags', async () => {
  const commands = { 'zig --version': '' }
  const { env } = expectValue(
    await found('static-musl', commands, { CC: 'zig cc -target x86_64-linux-musl' }),
  )
  expect(env['CC']).toBe('zig cc -target x86_64-linux-musl')
})

describe('missing tools', () => {
  test.each<[BuiltInMode, Answers, string, RegExp]>([
    [
      'dynamic',
      { 'gcc --version': absent },
      'mode `dynamic` needs a C compiler, but `gcc` was not found',
      /^install one \(Debian, Ubuntu: `apt-get install gcc libc6-dev`\), or remove the mode from `modes`$/,
    ],
    [
      'static-musl',
      { ...gcc, 'musl-gcc --version': absent },
      'mode `static-musl` needs a C compiler for musl, but `musl-gcc` was not found',
      /`apt-get install musl-tools`/,
    ],
    [
      'static-glibc',
      { ...gcc, 'gcc -print-file-name=libc.a': 'libc.a\n' },
      'mode `static-glibc` needs the static library of glibc, but `gcc` does not find `libc.a`',
      /`apt-get install libc6-dev`.*`dnf install glibc-static`/,
    ],
    [
      'static-glibc',
      alpine,
      'mode `static-glibc` needs the static library of glibc, but `gcc` compiles for `x86_64-alpine-linux-musl`',
      /^install it/,
    ],
    [
      'static-pie',
      { ...gcc, 'gcc -print-file-name=rcrt1.o': 'rcrt1.o\n' },
      'mode `static-pie` needs a C library for static position-independent programs, but `gcc` does not find `rcrt1.o`',
      /^install it/,
    ],
    [
      'static-pie',
      { ...gcc, 'gcc -print-file-name=libc.a': 'libc.a\n' },
      'mode `static-pie` needs a C library for static position-independent programs, but `gcc` does not find `libc.a`',
      /`dnf install glibc-static`/,
    ],
  ])('%s', async (mode, commands, message, fix) => {
    expect(await missing(mode, commands)).toEqual({
      kind: 'need-missing',
      message,
      fix: expect.stringMatching(fix),
    })
  })

  test('a missing compiler that the mode sets', async () => {
    expect((await missing('dynamic-musl', { 'x-gcc --version': absent }, { CC: 'x-gcc' }))?.message).toBe(
      'mode `dynamic-musl` needs a C compiler for musl, but `x-gcc` was not found',
    )
  })
})

describe('for another platform', () => {
  const cross: Answers = {
    'aarch64-linux-gnu-gcc --version': '',
    'aarch64-linux-gnu-gcc -dumpmachine': 'aarch64-linux-gnu\n',
    'aarch64-linux-gnu-gcc -print-file-name=libc.a': '/usr/aarch64-linux-gnu/lib/libc.a\n',
  }

  const compiled = async (
    mode: BuiltInMode,
    platform: Platform,
    commands: Answers,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const named = modeNamed(mode)
    const own = { ...named, env: { ...named.env, ...env } }
    const result = await withToolchain(fakeWorld({ commands }), { compiler: 'gcc' }, own, platform)
    return result.ok ? result.value.env : wordedObstacle(result.problem)
  }

  test('uses the names of cross compilers in Debian', async () => {
    const env = { CC: 'aarch64-linux-gnu-gcc', CXX: 'aarch64-linux-gnu-g++' }
    expect(await compiled('dynamic', 'linux/arm64', cross)).toMatchObject(env)
    expect(await compiled('static-glibc', 'linux/arm64', cross)).toMatchObject(env)
    expect(await compiled('static', 'linux/arm64', {})).toEqual({ CGO_ENABLED: '0' })
  })

  test.each<[BuiltInMode, Platform, string, string]>([
    ['dynamic', 'linux/arm64', 'aarch64-linux-gnu-gcc', 'gcc-aarch64-linux-gnu libc6-dev-arm64-cross'],
    ['dynamic', 'linux/386', 'i686-linux-gnu-gcc', 'gcc-i686-linux-gnu libc6-dev-i386-cross'],
    ['dynamic', 'linux/arm/v6', 'arm-linux-gnueabihf-gcc', 'gcc-arm-linux-gnueabihf libc6-dev-armhf-cross'],
    ['dynamic', 'windows/amd64', 'x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64'],
  ])('%s on %s without %s', async (mode, platform, compiler, packages) => {
    expect(await compiled(mode, platform, { [`${compiler} --version`]: absent })).toEqual({
      kind: 'need-missing',
      message: `mode \`dynamic\` needs a C compiler for ${platform}, but \`${compiler}\` was not found`,
      fix: `install one (Debian, Ubuntu: \`apt-get install ${packages}\`), or remove \`${platform}\` from \`platforms\` or the mode from \`modes\``,
    })
  })

  test('a compiler for musl, which has no package', async () => {
    expect(
      await compiled('static-musl', 'linux/arm64', { 'aarch64-linux-musl-gcc --version': absent }),
    ).toMatchObject({
      message:
        'mode `static-musl` needs a C compiler for musl for linux/arm64, but `aarch64-linux-musl-gcc` was not found',
      fix: expect.stringMatching(/^install one, or remove/),
    })
  })

  test('does not use a compiler for the same processor but another system', async () => {
    expect(await compiled('dynamic', 'windows/amd64', gcc, { CC: 'gcc' })).toMatchObject({
      message:
        'mode `dynamic` needs a C compiler for windows/amd64, but `gcc` compiles for `x86_64-linux-gnu`',
    })
  })

  test('uses the compiler that the mode sets for the platforms that it supports', async () => {
    const zig: Answers = {
      'zig --version': '',
      'zig cc -target arm -dumpmachine': 'armv7l-unknown-linux-gnueabihf\n',
    }
    const env = { CC: 'zig cc -target arm' }
    expect(await compiled('dynamic', 'linux/arm/v7', zig, env)).toMatchObject(env)
    expect(await compiled('dynamic', 'linux/arm64', zig, env)).toMatchObject({
      message:
        'mode `dynamic` needs a C compiler for linux/arm64, but `zig cc -target arm` compiles for `armv7l-unknown-linux-gnueabihf`',
    })
  })
})

test.each([
  ['prints its path', '/usr/lib/libc.a\n', '/usr/lib/libc.a'],
  ['prints the bare name', 'libc.a\n', undefined],
  ['prints nothing', '', undefined],
  ['fails', { exitCode: 1, stdout: '/usr/lib/libc.a\n' }, undefined],
  ['is not there', absent, undefined],
])('a library is found only by a compiler that reports it: %s', async (_, answer, expected) => {
  const { exec } = fakeWorld({ commands: { 'gcc -print-file-name=libc.a': answer } })
  expect(await findFile(exec, 'gcc', 'libc.a')).toBe(expected)
})
