import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadMakefile } from '../../../src/repository/make/load.ts'
import { readMakefile } from '../../../src/repository/make/makefile.ts'
import { namedTargets, recipeScripts, targetsGenerating } from '../../../src/repository/make/rules.ts'
import { fakeFiles } from '../../support/world/world.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/make')
const recorded = readdirSync(fixtures).filter((name) => name.endsWith('.mk'))
const paths = readdirSync(fixtures)

interface Called {
  readonly directory?: string
  readonly file?: string
  readonly overrides?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly paths?: readonly string[]
}

function read(files: Readonly<Record<string, string>>, called: Called = {}) {
  const { directory = '.', file = 'Makefile', overrides = {}, environment = {} } = called
  const repository = {
    root: '/repository',
    text: (path: string) => files[path],
    paths: called.paths ?? Object.keys(files),
    environment: (name: string) => environment[name],
  }
  const makefile = readMakefile(repository, { directory, file, overrides })
  if (makefile === undefined) throw new Error('no Makefile')
  return makefile
}

function scripts(text: string, goals: readonly string[] = [], called: Called = {}) {
  return recipeScripts(read({ Makefile: text }, called), goals).map((script) => script.text)
}

describe('the scripts that GNU make would run', () => {
  const plain = (text: string) =>
    text
      .replaceAll(/\s*\\\n\s*/g, ' ')
      .replaceAll(/[ \t]+/g, ' ')
      .replaceAll('\n ', '\n')
      .trim()

  test.each(recorded)('%s', (name) => {
    const text = (path: string) => (paths.includes(path) ? readFileSync(join(fixtures, path), 'utf8') : '')
    const cases = text(name.replace(/mk$/, 'txt')).split(/^== /m).slice(1)
    expect(cases.length).toBeGreaterThan(3)
    for (const one of cases) {
      const [head = '', ...lines] = one.split('\n')
      const words = head.split('+')
      const goals = words.filter((word) => !word.includes('='))
      const overrides = Object.fromEntries(
        words.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]),
      )
      const files = { root: '/r', text, paths }
      const makefile = readMakefile(files, { directory: '.', file: name, overrides })
      const found = makefile === undefined ? [] : recipeScripts(makefile, goals)
      // what nothing sets stays one of the shell's, and is nothing to make
      expect(plain(found.map((script) => script.text.replaceAll(/\$\{\w+\}/g, '')).join('\n')), head).toBe(
        plain(lines.join('\n')),
      )
    }
  })
})

describe('statements of a Makefile', () => {
  test('have the place of each script, and its target', () => {
    const makefile = read({ Makefile: 'a: b\n\techo a\n\tfalse\n\nb:\n\techo \\\n\t  b\n' })
    expect(recipeScripts(makefile)).toMatchObject([
      { text: 'echo \\\n  b', target: 'b', file: 'Makefile', line: 6 },
      { text: 'echo a', target: 'a', file: 'Makefile', line: 2 },
      { text: 'false', line: 3 },
    ])
    expect(namedTargets(makefile)).toEqual(['a', 'b'])
  })

  test.each([
    ['a command', 'V := $(shell git describe)\na: ; echo $(V)', 'echo $(unknown)'],
    ['what depends on one', 'V = v$(shell git describe)\na: ; echo $(subst v,,$(V))', 'echo $(unknown)'],
    ['a choice by one', 'a: ; echo $(if $(shell x),y,z)', 'echo $(unknown)'],
    [
      'a word of several',
      'V := $(shell x)\na: ; echo $(addprefix --arg=,$(V) y)',
      'echo --arg=$(unknown) --arg=y',
    ],
    ['what branches set', 'ifeq ($(shell x),)\nV = 1\nelse\nV = 2\nendif\na: ; echo $(V)', 'echo $(unknown)'],
    ['what nothing sets', 'a: ; echo $(V) "$(V)"', `echo \${V} "\${V}"`],
    ['what refers to itself', 'V = $(V)x\na: ; echo $(V)', 'echo $(unknown)x'],
  ])('is only known at run time: %s', (_what, text, expected) => {
    expect(scripts(text)).toEqual([expected])
  })

  test('include both branches of a condition that is only known at run time', () => {
    expect(scripts('a:\nifeq ($(shell x),)\n\techo 1\nelse\n\techo 2\nendif\n\techo 3\n')).toEqual([
      'echo 1',
      'echo 2',
      'echo 3',
    ])
  })

  test('an unset variable is empty in conditions', () => {
    expect(scripts('ifeq ($(OS),Windows_NT)\nX = 1\nelse\nX = 2\nendif\na: ; echo $(X)')).toEqual(['echo 2'])
    expect(scripts('X := $(CI)\na: ; echo $(if $(X),yes,no)')).toEqual(['echo no'])
    expect(scripts('X := $(CI)\na: ; echo $(if $(X),yes,no)', [], { environment: { CI: 'true' } })).toEqual([
      'echo yes',
    ])
  })

  test('the environment has priority only over ?=, the command line over everything except override', () => {
    const text = 'A = 1\nB ?= 1\nC = 1\noverride D = 1\na: ; echo $(A)$(B)$(C)$(D)'
    const called = { environment: { A: '2', B: '2' }, overrides: { C: '3', D: '3' } }
    expect(scripts(text, [], called)).toEqual(['echo 1231'])
  })

  test('included files, and functions that read files', () => {
    const files = {
      'app/Makefile':
        'include ../mk/*.mk mk/$(NAME).mk\nA := $(B)\ninclude $(wildcard ../mk/*.mk)\nV := $(shell cat VERSION)\na: ; echo $(V) $(A) $(B)',
      'mk/base.mk': 'B = $(lastword $(MAKEFILE_LIST)) $(CURDIR)\n',
      'app/VERSION': '1.4.0\n',
    }
    const makefile = read(files, { directory: 'app', file: 'app/Makefile' })
    expect(recipeScripts(makefile).map(({ text }) => text)).toEqual([
      'echo 1.4.0 ../mk/base.mk /repository/app ../mk/base.mk /repository/app',
    ])
  })

  test('the environment of commands', () => {
    const text = 'export A = 1\nB = 2\nC = 3\nexport C\na: D = 4\na: ; env'
    expect(recipeScripts(read({ Makefile: text }))[0]?.environment).toEqual({ A: '1', C: '3' })
    expect(recipeScripts(read({ Makefile: `export\n${text}` }))[0]?.environment).toMatchObject({ B: '2' })
  })

  test.each([
    ['a circle', 'a: b\n\techo a\nb: a\n\techo b', ['echo b', 'echo a']],
    ['no rule', '', []],
    ['a goal that is a file', 'x: ; echo x', ['echo x']],
    ['an open conditional', 'ifdef X\na: ; echo', []],
    ['an open reference', 'a: ; echo $(X', [`echo \${X}`]],
    ['an open define', 'define X\na: ; echo', []],
    ['assignments with blanks in names', 'a b = c\nx: ; echo', ['echo']],
  ])('%s', (_what, text, expected) => {
    expect(scripts(text)).toEqual(expected)
  })

  test.each([
    ['docs/docs.go', ['docs/docs.go']],
    ['web/dist', ['front', 'all']],
    ['web/dis', []],
    ['elsewhere', []],
  ])('the targets that generate %s', (path, expected) => {
    const text =
      'W = web\nfront:\n\tnpm run build --out $(W)/dist\nall: ; cp -r ./web/dist out\ndocs/docs.go: ; swag init\nshow: front\n\techo shown'
    expect(targetsGenerating(read({ Makefile: text }), path)).toEqual(expected)
  })

  test('a target without a rule runs nothing', () => {
    expect(scripts('a: ; echo', ['b'])).toEqual([])
  })
})

test('reads the Makefile of a checkout with its included files', async () => {
  const files = fakeFiles(undefined, {
    '/r/app/Makefile': 'include ../base.mk\na: ; echo $(B) $(CURDIR)',
    '/r/base.mk': 'include $(C)\nC = more.mk\ninclude app/$(C) ../more.mk\n',
    '/r/more.mk': 'B = found\n',
  })
  const makefile = await loadMakefile(files, '/r', 'app')
  expect(makefile && recipeScripts(makefile).map(({ text }) => text)).toEqual([
    'echo found /github/workspace/app',
  ])
  expect(await loadMakefile(files, '/r')).toBeUndefined()
})

describe('a Makefile that would take forever', () => {
  const upTo = Array.from({ length: 40 }, (_, at) => at)

  test.each([
    [
      'variables that double',
      `X0 =\n${upTo.map((at) => `X${at + 1} = $(X${at})$(X${at})\n`).join('')}all:\n\techo $(X40)`,
    ],
    ['a function that calls itself twice', 'X = $(call X)$(call X)\nall:\n\techo $(X)'],
  ])('%s: the result is unknown', (_what, text) => {
    expect(scripts(text)[0]).toContain('$(unknown)')
  })

  test.each([
    ['a pattern rule that needs itself', 'all: x.a\n\techo hi\n%.a: %.a.a'],
    ['lines that give each other', 'X := $$(Y)\nY := $$(X)\n$(X)\nall:\n\techo hi'],
    ['a file that includes itself', 'include Makefile\nall:\n\techo hi'],
  ])('%s: the rest is read', (_what, text) => {
    expect(scripts(text)).toEqual(['echo hi'])
  })

  test('a long chain of targets', () => {
    const chain = Array.from({ length: 5000 }, (_, at) => `a${at}: a${at + 1}\n\techo ${at}\n`)
    expect(scripts(chain.join(''))).toContain('echo 0')
  })
})

test('a variable is unknown if its name is only known at run time', () => {
  expect(scripts('all:\n\techo $(IMAGE_$(shell ./arch))')).toEqual(['echo $(unknown)'])
})

test.each([
  ['[a-b].go', 'a.go b.go'],
  ['[!a].go', 'b.go c.go'],
  ['**.go', 'a.go b.go c.go'],
  ['[a', ''],
])('$(wildcard %s)', (pattern, expected) => {
  const paths = ['Makefile', 'a.go', 'b.go', 'c.go', 'd/e.go']
  expect(scripts(`all:\n\techo "$(wildcard ${pattern})"`, [], { paths })).toEqual([`echo "${expected}"`])
})
