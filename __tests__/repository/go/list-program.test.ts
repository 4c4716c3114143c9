import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  forecastFields,
  listModule,
  listProgram,
  programIn,
} from '../../../src/repository/go/list-program.ts'
import { expectValue } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory)

/** A module with several programs; `api` needs cgo, `tool` does not, `broken` imports what is not there. */
const files = {
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'cmd/api/main.go':
    'package main\n\nimport (\n\t_ "embed"\n\t_ "net/http"\n\n\t_ "example.com/shop/native"\n\t_ "example.com/shop/shared"\n)\n\n//go:embed index.html\nvar index string\n\nfunc main() {}\n',
  'cmd/api/index.html': '<p>',
  'cmd/broken/main.go':
    'package main\n\nimport (\n\t_ "example.com/shop/gone"\n\t_ "example.com/shop/shared"\n)\n\nfunc main() {}\n',
  'cmd/tool/main.go': 'package main\n\nimport _ "example.com/shop/shared"\n\nfunc main() {}\n',
  'native/native.go': 'package native\n\n// int one(void);\nimport "C"\n\nvar One = C.one()\n',
  'native/one.c': 'int one(void) { return 1; }\n',
  'shared/shared.go': 'package shared\n\nimport _ "fmt"\n',
  'unused/unused.go': 'package unused\n\nimport _ "os/user"\n',
}

const mainAt = (name: string, outsideWorkspace?: boolean) => ({
  module: '.',
  path: `./cmd/${name}`,
  name,
  importPath: `example.com/shop/cmd/${name}`,
  ...(outsideWorkspace === undefined ? {} : { outsideWorkspace }),
})

test('a program of a listed module has the same packages as a separate `go list`', async () => {
  const checkout = join(directory, 'shop')
  await writeTree(checkout, files)
  const search = { checkout, root: checkout, modules: ['.'], tags: [] }
  const all = expectValue(await listModule(world, search, '.'))
  for (const name of ['api', 'tool']) {
    const main = mainAt(name)
    const asked = expectValue(await listProgram(world, search, main, { fields: forecastFields }))
    const known = programIn(all, main) ?? []
    const fieldsOf = (one: (typeof known)[number]) =>
      Object.fromEntries(forecastFields.map((field) => [field, one[field]]))
    expect(known.map(fieldsOf)).toEqual(asked.packages.map(fieldsOf))
  }
  const paths = (programIn(all, mainAt('api')) ?? []).map(({ ImportPath }) => ImportPath)
  expect(paths).toEqual(expect.arrayContaining(['runtime/cgo', 'example.com/shop/native']))
  expect(paths).not.toContain('example.com/shop/unused')
})

test('runs a separate `go list` if the list of the module may differ', async () => {
  const checkout = join(directory, 'doubtful')
  await writeTree(checkout, files)
  const all = expectValue(
    await listModule(world, { checkout, root: checkout, modules: ['.'], tags: [] }, '.'),
  )
  expect(programIn(all, mainAt('tool'))).toBeDefined()
  expect(programIn(all, mainAt('gone')), 'not there').toBeUndefined()
  expect(programIn(all, mainAt('broken')), 'imports what is missing').toBeUndefined()
  expect(programIn({ ...all, isPartial: true }, mainAt('tool')), 'without modules').toBeUndefined()
  expect(programIn(all, mainAt('tool', true)), 'outside of the workspace').toBeUndefined()
})
