import { describe, expect, test } from 'vitest'
import { refusedModule } from '../../../src/repository/go/fetch-faults.ts'
import { goFaults } from '../../../src/repository/go/go-output.ts'
import { wordedObstacle } from '../../support/reports/worded.ts'

/** As the Go command prints it below the name of the package. */
const faultsAt = (place: string) => goFaults(['# x/y', `${place}:78:9: invalid array length`])

describe('a module that is not fetched', () => {
  const refused = 'reading https://proxy.example/git.example.com/x/dm/@v/v1.8.0.mod: 403 Forbidden'

  test.each([
    ['by itself', `go: git.example.com/x/dm@v1.8.0: ${refused}`],
    [
      'at the end of a chain',
      `go: example.com/orm@v1.3.2 requires\n\tgit.example.com/x/dm@v1.8.0: ${refused}`,
    ],
    [
      'of a longer one, at an import',
      `cmd/main.go:6:2: example.com/a@v1.0.0 requires\n\texample.com/orm@v1.3.2 requires\n\tgit.example.com/x/dm@v1.8.0: ${refused}`,
    ],
  ])('%s', (_where, output) => {
    expect(goFaults(output.split('\n'))).toEqual([
      {
        kind: 'modules-not-fetched',
        pattern: 'git.example.com',
        modules: ['git.example.com/x/dm'],
        output: refused,
      },
    ])
  })

  test('finds no module in lines about something else', () => {
    expect(
      refusedModule(
        `x.go:1:2: no required module provides package example.com/b\ngit.example.com/x/dm@v1: ${refused}`,
      ),
    ).toBeUndefined()
  })
})

describe('errors of a compiler', () => {
  test.each([
    ['/home/x/go/pkg/mod/golang.org/x/tools@v0.17.0/a/b.go', 'golang.org/x/tools@v0.17.0', '/a/b.go'],
    ['/cache/github.com/!azure/!s!d!k@v1.2.3-rc.1/b.go', 'github.com/Azure/SDK@v1.2.3-rc.1', '/b.go'],
    ['/home/x/.cache/gopkg.in/yaml.v3@v3.0.1/b.go', 'gopkg.in/yaml.v3@v3.0.1', '/b.go'],
    ['/go/pkg/mod/rsc.io@v1.0.0/b.go', 'rsc.io@v1.0.0', '/b.go'],
  ])('%s: has the module instead of its path on this machine', (place, module, file) => {
    const [fault] = faultsAt(place)
    expect(fault).toEqual({
      kind: 'not-compiled',
      first: `${module}${file}:78:9: invalid array length`,
      module,
    })
    expect(fault && wordedObstacle(fault).fix).toContain(`go get ${module.split('@')[0]}@latest`)
  })

  test.each(['./main.go', 'internal/a@v1/b.go', '/src/example.com/shop/b.go', '/a.b/x.go'])(
    "%s: the app's own code",
    (place) => {
      const [fault] = faultsAt(place)
      const first = `${place.replace('./', '')}:78:9: invalid array length`
      expect(fault).toEqual({ kind: 'not-compiled', first })
      expect(fault && wordedObstacle(fault).fix).toBeUndefined()
    },
  )
})
