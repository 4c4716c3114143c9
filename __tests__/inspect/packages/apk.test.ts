import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readApkInstalled } from '../../../src/inspect/packages/apk.ts'
import { expectValue } from '../../support/results.ts'

const musl = `C:Q1Yk0bEbVQ7SI7HrRC0h8a5sDVHZs=
P:musl
V:1.2.5-r0
A:x86_64
S:383459
I:622592
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>
t:1710245820
c:a96e59f1b3a4a5b3f9d8a1f0c9b1b6b1d1b0c1d2
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1pYB3N9cKZ7SA4tn0QMlHqkyF1T0=
R:libc.musl-x86_64.so.1
a:0:0:777
Z:Q17yJ3JFNypA4mxhJJr0ou6CzsJVI=
`
const ssl = `P:libcrypto3
V:3.3.0-r2
A:x86_64
o:openssl
F:
F:etc
F:etc/ssl
M:0:0:755
R:ct_log_list.cnf
Z:Q1olh8TpdAi2QnTl4FK3TjdUiSwTo=
F:lib
R:libcrypto.so.3
`
const build = 'P:.build-deps\nV:20240601.101112\nA:noarch\n'

test('the packages, and the one that owns a file', () => {
  const asked: string[] = []
  const { packages, owners } = expectValue(
    readApkInstalled(`${musl}\n${ssl}\n${build}\n`, (path) => {
      asked.push(path)
      return path !== '/etc/ssl/ct_log_list.cnf'
    }),
  )
  expect(packages).toEqual([
    { database: 'apk', name: 'musl', version: '1.2.5-r0', architecture: 'x86_64' },
    {
      database: 'apk',
      name: 'libcrypto3',
      version: '3.3.0-r2',
      architecture: 'x86_64',
      source: { name: 'openssl' },
    },
    { database: 'apk', name: '.build-deps', version: '20240601.101112', architecture: 'noarch' },
  ])
  expect([...owners].map(([path, { name }]) => [path, name])).toEqual([
    ['/lib/ld-musl-x86_64.so.1', 'musl'],
    ['/lib/libc.musl-x86_64.so.1', 'musl'],
    ['/lib/libcrypto.so.3', 'libcrypto3'],
  ])
  expect(asked).toContain('/etc/ssl/ct_log_list.cnf')
})

test('a file in the root directory, a last line without a newline, and an empty text', () => {
  const { owners } = expectValue(readApkInstalled(`${build}F:\nR:init`, () => true))
  expect([...owners.keys()]).toEqual(['/init'])
  expect(expectValue(readApkInstalled('')).packages).toEqual([])
  expect(expectValue(readApkInstalled('\n\n')).packages).toEqual([])
})

describe('damaged', () => {
  test.each<readonly [string, string, number]>([
    ['a line of another form', `${musl}what is this\n`, 22],
    ['no version', `${musl}\nP:a\nA:noarch\n`, 23],
    ['no name', 'V:1\n', 1],
    ['a name with a blank', 'P:a b\nV:1\n', 1],
  ])('%s', (_what, text, line) => {
    expect(readApkInstalled(text)).toEqual({ ok: false, problem: { because: 'damaged', line } })
  })
})

test('more packages than any image has', () => {
  const text = Array.from({ length: 5001 }, (_, index) => `P:p${index}\nV:1-r0\n`).join('\n')
  expect(readApkInstalled(text)).toEqual({ ok: false, problem: { because: 'too-large' } })
})

test('any bytes: packages with valid names, or a fault', () => {
  const piece = fc.constantFrom('P:a', 'V:1', 'F:lib', 'R:x', '', 'o:b', ':', '\0')
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const read = readApkInstalled(pieces.join('\n'), () => true)
      if (!read.ok) {
        expect(read.problem.because).toBe('damaged')
        return
      }
      for (const { name } of read.value.packages) expect(name).toMatch(/^[\w.][\w.+-]*$/)
      for (const owner of read.value.owners.values()) expect(read.value.packages).toContain(owner)
    }),
  )
})
