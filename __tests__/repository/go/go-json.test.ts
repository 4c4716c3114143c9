import { describe, expect, test } from 'vitest'
import { directModules } from '../../../src/repository/go/go-mod-json.ts'
import { goList } from '../../../src/repository/go/list.ts'
import { findGo } from '../../../src/repository/go/toolchain.ts'
import { problemOf } from '../../support/results.ts'
import { fakeWorld } from '../../support/world/world.ts'

const printing = (command: string, stdout: string) => fakeWorld({ commands: { [command]: stdout } })
const list = (stdout: string) =>
  goList(printing('go list', stdout), { cwd: '/', env: {}, tags: [], fields: [], patterns: ['.'] })

describe('unknown output of Go', () => {
  test('text', async () => {
    expect(problemOf(await findGo(printing('go env', 'warning: x'), '/'))).toBe(
      '`go env -json` printed something other than JSON',
    )
    expect(problemOf(await list('not a package'))).toBe('`go list` printed something other than JSON')
  })

  test('unexpected JSON: names the place', async () => {
    expect(problemOf(await findGo(printing('go env', '{"GOROOT": 7}'), '/'))).toMatch(
      /^`go env -json` printed unknown JSON at GOROOT: /,
    )
    expect(problemOf(await list('{\n"ImportPath": "a"\n}\n{\n"ImportPath": null\n}'))).toMatch(
      /^`go list` printed unknown JSON at 1\.ImportPath: /,
    )
    const { exec } = printing('go mod', '{"Module": {"Path": "m"}, "Require": {}}')
    expect(problemOf(await directModules(exec, '/'))).toMatch(
      /^`go mod edit -json` printed unknown JSON at Require: /,
    )
  })

  test('unknown fields are accepted', async () => {
    expect(await list('{"ImportPath": "a", "Stale": true}')).toMatchObject({
      ok: true,
      value: { packages: [{ ImportPath: 'a' }] },
    })
    expect(await list('')).toMatchObject({ ok: true, value: { packages: [] } })
    const { exec } = printing('go mod', '{"Module": {"Path": "a"}, "Require": null}')
    expect(await directModules(exec, '/')).toEqual({ ok: true, value: [] })
  })
})
