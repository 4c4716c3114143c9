import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readGoMod, requireLines } from '../../../src/repository/go/go-mod.ts'
import { fakeWorld } from '../../support/world/world.ts'

test('finds direct requirements with their lines', () => {
  expect(
    requireLines(
      [
        'module example.com/a // require x v1',
        'require example.com/one v1.0.0',
        'require (',
        '\t"example.com/quoted" v1.1.0 // for the tests',
        '\texample.com/indirect v1.2.0 // indirect',
        '\texample.com/also v1.2.0 // indirect; why',
        '\texample.com/named v1.3.0 // indirectly',
        '',
        '\t// example.com/gone v1.0.0',
        ')',
        'exclude (',
        '\texample.com/excluded v1.0.0',
        ')',
        'replace example.com/one => ../one',
        'require(',
        '\texample.com/two v2.0.0',
        ')',
      ].join('\r\n'),
    ),
  ).toEqual({
    'example.com/one': 2,
    'example.com/quoted': 4,
    'example.com/named': 7,
    'example.com/two': 16,
  })
})

test('finds the same modules as the Go command', async () => {
  const folder = join(import.meta.dirname, '../../fixtures/programs/orders.heavy')
  const { stdout } = await promisify(execFile)('go', ['mod', 'edit', '-json'], { cwd: folder })
  const { Require } = JSON.parse(stdout) as { Require: { Path: string; Indirect?: boolean }[] }
  const source = await readFile(join(folder, 'go.mod'), 'utf8')
  const found = requireLines(source)
  expect(Object.keys(found)).toEqual(Require.filter(({ Indirect }) => !Indirect).map(({ Path }) => Path))
  for (const [path, line] of Object.entries(found)) expect(source.split('\n')[line - 1]).toContain(path)
})

test('has the path relative to the root of the repository', async () => {
  const { files } = fakeWorld({
    files: { '/w/go.mod': 'require a v1', '/w/services/api/go.mod': '\nrequire b v1' },
  })
  expect(await readGoMod(files, '/w', '.')).toEqual({ file: 'go.mod', require: { a: 1 } })
  expect(await readGoMod(files, '/w', 'services/api')).toEqual({
    file: 'services/api/go.mod',
    require: { b: 2 },
  })
  expect(await readGoMod(files, '/w', 'other')).toBeUndefined()
})
