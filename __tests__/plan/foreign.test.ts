import { describe, expect, test } from 'vitest'
import type { Platform } from '../../src/model/platform.ts'
import { foreignTo } from '../../src/plan/foreign.ts'
import { fakeWorld } from '../support/world/world.ts'

const flags = (...found: readonly string[]) => `processor\t: 0\nflags\t\t: fpu sse2 ${found.join(' ')}\n`
const v2 = ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3']
const v3 = [...v2, 'avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave']

/** For a machine with amd64. */
async function foreign(
  platform: Platform,
  files: Readonly<Record<string, string>> = {},
  all: readonly Platform[] = [],
) {
  const world = fakeWorld({ files, host: { arch: 'amd64', env: { PATH: 'bin:/usr/local/bin:/usr/bin' } } })
  return foreignTo(world, platform, all)
}

describe('a platform that runs natively is not foreign', () => {
  test.each<[Platform, string]>([
    ['linux/amd64', ''],
    ['linux/386', ''],
    ['linux/386/softfloat', ''],
    ['linux/amd64/v2', flags(...v2)],
    ['linux/amd64/v2', flags(...v3)],
    ['linux/amd64/v3', flags(...v3)],
  ])('%s', async (platform, cpuinfo) => {
    expect(await foreign(platform, { '/proc/cpuinfo': cpuinfo })).toBeUndefined()
  })
})

test.each<readonly Platform[]>([
  ['linux/386', 'windows/amd64'],
  ['linux/386', 'linux/arm64'],
  // a microarchitecture level that this processor does not support
  ['linux/386', 'linux/amd64/v4'],
])(
  'another native architecture is timed if no platform has the architecture of the machine: %s, %s',
  async (...all) => {
    expect(await foreign('linux/386', {}, all)).toBeUndefined()
  },
)

test.each<readonly Platform[]>([
  ['linux/amd64', 'linux/386'],
  ['linux/386', 'linux/amd64/v2'],
])('only the architecture of the machine is timed if it is among several: %s, %s', async (...all) => {
  const files = { '/proc/cpuinfo': flags(...v2) }
  expect(await foreign('linux/386', files, all)).toEqual({ runBy: { kind: 'processor' } })
  const own = all.find((one) => one !== 'linux/386')
  expect(own && (await foreign(own, files, all))).toBeUndefined()
})

describe('a platform that this machine cannot run', () => {
  test.each<[Platform, string]>([
    ['linux/arm64', flags(...v3)],
    ['linux/amd64/v3', flags(...v2)],
    ['linux/amd64/v3', flags(...v3.filter((flag) => flag !== 'movbe'))],
    ['linux/amd64/v4', flags(...v3)],
    ['linux/amd64/v2', ''],
    ['windows/amd64', flags(...v3)],
    ['darwin/arm64', ''],
  ])('%s', async (platform, cpuinfo) => {
    expect(await foreign(platform, { '/proc/cpuinfo': cpuinfo })).toEqual({})
  })
})

describe('an emulated platform', () => {
  const registered = '/proc/sys/fs/binfmt_misc/qemu-aarch64'

  test('runs by the kernel if the emulator need not be in the image', async () => {
    const kernel = { runBy: { kind: 'kernel' } }
    const text = (state: string, with_: string) =>
      `${state}\ninterpreter /usr/bin/qemu\nflags: ${with_}\noffset 0\n`
    expect(await foreign('linux/arm64', { [registered]: text('enabled', 'OCF') })).toEqual(kernel)
    expect(await foreign('linux/arm64', { [registered]: text('enabled', 'OC') })).toEqual({})
    expect(await foreign('linux/arm64', { [registered]: text('disabled', 'F') })).toEqual({})
    expect(await foreign('linux/riscv64', { [registered]: text('enabled', 'F') })).toEqual({})
  })

  test('runs by a static emulator on the PATH', async () => {
    const program = (path: string) => ({ runBy: { kind: 'program', path } })
    expect(await foreign('linux/arm64', { '/usr/bin/qemu-aarch64-static': 'x' })).toEqual(
      program('/usr/bin/qemu-aarch64-static'),
    )
    expect(await foreign('linux/riscv64', { '/usr/local/bin/qemu-riscv64-static': 'x' })).toEqual(
      program('/usr/local/bin/qemu-riscv64-static'),
    )
    // a dynamic emulator does not find its libraries in the image
    expect(await foreign('linux/arm64', { '/usr/bin/qemu-aarch64': 'x' })).toEqual({})
    expect(await foreign('windows/arm64', { '/usr/bin/qemu-aarch64-static': 'x' })).toEqual({})
  })
})
