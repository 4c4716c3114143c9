/** Programs with C code: those that do not work without cgo, and that work in the static mode. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { goBuild } from '../../../src/images/go-build/go-build.ts'
import { pagedSource } from '../../../src/inspect/bytes/byte-source.ts'
import { linkageOf } from '../../../src/inspect/program/linkage.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { withCgo } from '../../../src/plan/static-cgo.ts'
import { predictBuild } from '../../../src/repository/go/build-preflight.ts'
import { topLevelNames } from '../../../src/repository/go/top-level-names.ts'
import { expectValue } from '../../support/results.ts'
import { modeNamed } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, { GOTOOLCHAIN: 'local', GOFLAGS: '', CGO_ENABLED: '1' })

const main = `package main

import (
	"fmt"
	"net"

	"example.com/app/store"
)

func main() {
	_, _ = net.LookupHost("127.0.0.1")
	fmt.Println(store.Open("orders").Query(20))
}
`

/** Like go-sqlite3: a driver in C, and a stub that returns an error if it is called. */
const driver = `package store

// static int twice(int n) { return 2 * n; }
import "C"

type Store struct{ name string }

const (
	ErrBusy   = 5
	ErrLocked = 6
)

func Open(name string) *Store { return &Store{name} }

func (s *Store) Query(n int) string { return fmt(s.name, int(C.twice(C.int(n)))) }
func (s *Store) Close() error { return nil }
func (s *Store) Begin() error { return nil }
`
const helper =
  'package store\n\nimport "strconv"\n\nfunc fmt(name string, n int) string { return name + strconv.Itoa(n) }\n'
const stub = `//go:build !cgo

package store

type Store struct{}

func Open(name string) *Store { panic("store needs cgo") }

func (s *Store) Query(n int) string { return "" }
`
const inGo = `//go:build !cgo

package store

type Store struct{ name string }

const (
	ErrBusy   = 5
	ErrLocked = 6
)

func Open(name string) *Store { return &Store{name} }

func (s *Store) Query(n int) string { return fmt(s.name, 2*n) }
func (s *Store) Close() error { return nil }
func (s *Store) Begin() error { return nil }
`

let made = 0

async function search(files: Readonly<Record<string, string>>) {
  const checkout = join(directory, `app-${++made}`)
  await writeTree(checkout, { 'go.mod': 'module example.com/app\n\ngo 1.21\n', ...files })
  return { checkout, root: checkout, modules: ['.'], tags: [] }
}
const target = { module: '.', path: '.', name: 'app', importPath: 'example.com/app' }

const needs = async (files: Readonly<Record<string, string>>) => {
  const searched = await search({ 'main.go': main, 'store/helper.go': helper, ...files })
  return (await predictBuild(world, searched, target)).cgo?.needing
}

describe('finds packages that do not work without cgo', () => {
  test.each([
    [
      'a stub that lacks names',
      { 'store/driver.go': driver, 'store/stub.go': stub },
      ['example.com/app/store'],
    ],
    [
      'no other files',
      { 'store/driver.go': driver, 'store/helper.go': 'package store\n' },
      ['example.com/app/store'],
    ],
    [
      'a stub with every name',
      {
        'store/driver.go': driver,
        'store/stub.go': inGo.replace('return fmt(s.name, 2*n)', 'panic("store requires cgo to work")'),
      },
      ['example.com/app/store'],
    ],
    ['a complete implementation in Go', { 'store/driver.go': driver, 'store/store.go': inGo }, []],
    ['no C code', { 'store/store.go': inGo.replace('!cgo', 'linux') }, []],
  ])('a package with %s', async (_what, files, expected) => {
    expect(await needs(files)).toEqual(expected)
  })

  test('not a package that is only in the program with cgo', async () => {
    const files = {
      'main.go': 'package main\n\nfunc main() { println(name()) }\n',
      'with.go':
        '//go:build cgo\n\npackage main\n\nimport "example.com/app/store"\n\nfunc name() string { return store.Open("a").Query(1) }\n',
      'without.go': '//go:build !cgo\n\npackage main\n\nfunc name() string { return "a2" }\n',
      'store/driver.go': driver,
    }
    expect(await needs(files)).toEqual([])
  })

  test('the program itself, but no package of the standard library', async () => {
    const own =
      'package main\n\n// static int one(void) { return 1; }\nimport "C"\n\nfunc one() int { return int(C.one()) }\n'
    const files = {
      'main.go':
        'package main\n\nimport (\n\t"net"\n\t"os/user"\n)\n\nfunc main() {\n\tnet.Dial("", "")\n\tuser.Current()\n\tprintln(one())\n}\n',
      'store/helper.go': '',
    }
    expect(await needs({ ...files, 'one.go': own })).toEqual(['example.com/app'])
    const other = '//go:build !cgo\n\npackage main\n\nfunc one() int { return 1 }\n'
    expect(await needs({ ...files, 'one.go': own, 'other.go': other })).toEqual([])
  })
})

test('the static mode of a program that needs cgo is static, and works', async () => {
  const { checkout } = await search({
    'main.go': main,
    'store/helper.go': helper,
    'store/driver.go': driver,
    'store/stub.go': stub,
  })
  const build = async (packages: readonly string[]) => {
    const binary = join(checkout, `out-${packages.length}`)
    const built = await goBuild(world, {
      mode: withCgo(modeNamed('static'), packages),
      main: target,
      platform: `linux/${world.host.arch}`,
      checkout,
      root: checkout,
      output: binary,
      temporary: await world.files.makeTemporary('tmp-'),
    })
    expectValue(built)
    return binary
  }
  const working = await build(['example.com/app/store'])
  const linkage = await world.files.readWith(working, (file) => linkageOf(readProgram(pagedSource(file))))
  expect(linkage).toMatchObject({ kind: 'static' })
  expect((await output([working])).trim()).toBe('orders40')
  const broken = await world.exec.run([await build([])])
  expect(broken).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('store needs cgo') })
})

test('finds the same top-level names as the Go parser', async () => {
  const checkout = join(directory, 'names')
  await writeTree(checkout, {
    'go.mod': 'module example.com/names\n\ngo 1.21\n',
    'main.go': `package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
)

func main() {
	all := map[string][]string{}
	for _, path := range os.Args[1:] {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			panic(err)
		}
		names := []string{}
		add := func(name string) {
			if name != "_" && name != "init" {
				names = append(names, name)
			}
		}
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					add(d.Name.Name)
				} else {
					t := d.Recv.List[0].Type
					for {
						if s, ok := t.(*ast.StarExpr); ok {
							t = s.X
						} else if i, ok := t.(*ast.IndexExpr); ok {
							t = i.X
						} else if i, ok := t.(*ast.IndexListExpr); ok {
							t = i.X
						} else {
							break
						}
					}
					names = append(names, t.(*ast.Ident).Name+"."+d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						add(s.Name.Name)
					case *ast.ValueSpec:
						for _, name := range s.Names {
							add(name.Name)
						}
					}
				}
			}
		}
		all[path] = names
	}
	json.NewEncoder(os.Stdout).Encode(all)
}
`,
  })
  const goroot = (await output(['go', 'env', 'GOROOT'])).trim()
  const sources = await Promise.all(
    ['net', 'net/http', 'runtime/cgo', 'os/user', 'database/sql', 'go/types', 'sync/atomic'].map(
      async (name) => {
        const folder = `${goroot}/src/${name}`
        const files = await world.files.list(folder)
        return files.filter((file) => file.name.endsWith('.go')).map((file) => `${folder}/${file.name}`)
      },
    ),
  )
  const paths = sources.flat()
  expect(paths.length).toBeGreaterThan(300)
  const parsed: Record<string, string[]> = JSON.parse(
    (await world.exec.run(['go', 'run', '.', ...paths], { cwd: checkout, env: world.host.env })).stdout,
  )
  const differing: unknown[] = []
  for (const path of paths) {
    const names = topLevelNames((await world.files.readText(path)) ?? '')
    const [ours, theirs] = [names, parsed[path] ?? []].map((each) => [...new Set(each)].toSorted())
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
      const missing = theirs?.filter((name) => ours?.includes(name) !== true)
      const extra = ours?.filter((name) => theirs?.includes(name) !== true)
      differing.push({ path, missing, extra })
    }
  }
  expect(differing).toEqual([])
})
