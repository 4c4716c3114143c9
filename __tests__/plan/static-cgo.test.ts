import { expect, test } from 'vitest'
import { withCgo, withLinker } from '../../src/plan/static-cgo.ts'
import { modeNamed, planWith } from '../support/world/plan.ts'

const packages = ['example.com/store']
const flagsOf = (ldflags: string) => withCgo({ ...modeNamed('static'), ldflags }, packages).ldflags

test.each([
  ['', '-linkmode=external -extldflags=-static'],
  ['-s -w', '-s -w -linkmode=external -extldflags=-static'],
  ['-linkmode external -extldflags "-static"', '-linkmode external -extldflags "-static"'],
  ['-extldflags=-static', '-extldflags=-static -linkmode=external'],
  ['-s -linkmode=external', '-s -linkmode=external -extldflags=-static'],
  ["-extldflags '-L/opt -lz' -w", "-w -linkmode=external -extldflags '-L/opt -lz -static'"],
  ["-X 'main.v=a b'", "-X 'main.v=a b' -linkmode=external -extldflags=-static"],
])('flags %s', (given, expected) => {
  expect(flagsOf(given)).toBe(expected)
})

test('nothing changes without such a package, for a mode with cgo, or for a dynamic one', () => {
  const [isStatic, dynamic] = [modeNamed('static'), modeNamed('dynamic')]
  expect(withCgo(isStatic, [])).toBe(isStatic)
  expect(withCgo(dynamic, packages)).toBe(dynamic)
  const own = { ...isStatic, env: { CGO_ENABLED: '1', CC: 'musl-gcc' } }
  expect(withCgo(own, packages)).toBe(own)
  const [off] = planWith({ yaml: 'modes: { static: { env: { CGO_ENABLED: "0" } } }' }).settings.config.modes
  expect(off && withCgo(off, packages)).toBe(off)
})

test('tags: those of the mode stay, the one of SQLite where it is linked', () => {
  const mode = { ...modeNamed('static'), tags: ['prod', 'netgo'] }
  expect(withCgo(mode, packages).tags).toEqual(['prod', 'netgo', 'osusergo'])
  expect(withCgo(mode, ['github.com/mattn/go-sqlite3']).tags).toContain('sqlite_omit_load_extension')
})

test('a mode that the C linker links gets its flag and tags, whatever flags it has', () => {
  const mode = { ...modeNamed('static-pie'), tags: ['prod'], ldflags: '-w -extldflags "-L/opt"' }
  expect(withLinker(mode)).toMatchObject({
    tags: ['prod', 'netgo', 'osusergo'],
    ldflags: "-w -linkmode=external -extldflags '-L/opt -static-pie'",
  })
  const dynamic = modeNamed('dynamic')
  expect(withLinker(dynamic)).toBe(dynamic)
})

test.each([
  ['static-pie', '-s -extldflags=-static', '-s -linkmode=external -extldflags=-static-pie'],
  ['static-pie', "-extldflags '-static -lz'", "-linkmode=external -extldflags '-lz -static-pie'"],
  ['static-pie', '-extldflags=-static-pie', '-extldflags=-static-pie -linkmode=external'],
  ['static-musl', '-w -extldflags "-static-pie"', '-w -linkmode=external -extldflags=-static'],
] as const)('mode %s: flags %s of another kind of static program are replaced', (mode, given, expected) => {
  expect(withLinker({ ...modeNamed(mode), ldflags: given }).ldflags).toBe(expected)
})
