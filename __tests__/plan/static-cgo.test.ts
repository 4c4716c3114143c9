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
])('withCgo extends the flags %s', (given, expected) => {
  expect(flagsOf(given)).toBe(expected)
})

test('withCgo changes nothing without a package that needs cgo, for a mode with cgo, or for a dynamic mode', () => {
  const [isStatic, dynamic] = [modeNamed('static'), modeNamed('dynamic')]
  expect(withCgo(isStatic, [])).toBe(isStatic)
  expect(withCgo(dynamic, packages)).toBe(dynamic)
  const own = { ...isStatic, env: { CGO_ENABLED: '1', CC: 'musl-gcc' } }
  expect(withCgo(own, packages)).toBe(own)
  const [off] = planWith({ yaml: 'modes: { static: { env: { CGO_ENABLED: "0" } } }' }).settings.config.modes
  expect(off && withCgo(off, packages)).toBe(off)
})

test('withCgo adds tags to those of the mode, and that of SQLite only if it is linked', () => {
  const mode = { ...modeNamed('static'), tags: ['prod', 'netgo'] }
  expect(withCgo(mode, packages).tags).toEqual(['prod', 'netgo', 'osusergo'])
  expect(withCgo(mode, ['github.com/mattn/go-sqlite3']).tags).toContain('sqlite_omit_load_extension')
})

test('withLinker adds the flags and tags for the C linker to those of the mode', () => {
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
] as const)(
  'withLinker replaces flags of another kind of static program: %s, %s',
  (mode, given, expected) => {
    expect(withLinker({ ...modeNamed(mode), ldflags: given }).ldflags).toBe(expected)
  },
)
