import { describe, expect, test } from 'vitest'
import { BuildContexts } from '../../../src/images/dockerfile/repository-use.ts'
import { knownInputs } from '../../../src/images/same-inputs/same-inputs.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { imageBuild as build } from '../../support/images/image-build.ts'
import { handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text = 'FROM golang:1.24\nCOPY . .\nRUN go build -o /api .\nCMD ["/api"]\n'
const own = {
  Dockerfile: text,
  '.dockerignore': '.github\ndeploy\n*.md\nother/\nvendor\n',
  'main.go': 'package main',
  'README.md': 'Words',
  'deploy/app.yaml': 'a: 1',
  'other/embedded.txt': 'text',
  'other/other.go': 'package other',
  'other/table.inc': 'int a;',
  'other/tools.mod': 'module tools',
  'vendor/modules.txt': '# none',
  '.github/workflows/check.yml': 'on: push',
  '.github/linkgate.yml': 'version: 1',
  'go.mod': 'module example.com/api',
}

interface Given {
  readonly head?: Readonly<Record<string, string>>
  readonly plan?: (plan: Plan) => Plan
  readonly yaml?: string
  readonly event?: string
  readonly unprepared?: Parameters<typeof knownInputs>[3]['unprepared']
}

/** The common inputs of base and head, which differ only in `head`. */
async function found({ head = {}, plan: change = (plan) => plan, yaml, event, unprepared = {} }: Given) {
  const files = { base: own, head: { ...own, ...head } }
  const world = fakeWorld({
    files: Object.fromEntries(
      Object.entries(files).flatMap(([revision, all]) =>
        Object.entries(all).map(([path, content]) => [`/checkouts/${revision}/${path}`, content]),
      ),
    ),
  })
  const planned = planWith({ images: { shipped: { build } }, ...(yaml === undefined ? {} : { yaml }) })
  const sourcesOf = (revision: string) => [
    { ImportPath: 'example.com/api', Dir: `/checkouts/${revision}`, Module: { Main: true } },
    {
      ImportPath: 'example.com/api/other',
      Dir: `/checkouts/${revision}/other`,
      EmbedFiles: ['embedded.txt'],
    },
  ]
  const cgo = { packages: ['runtime/cgo', 'net'], needing: [] }
  const target = {
    ...planned.target,
    cgo: { base: cgo, head: cgo },
    sources: { base: sourcesOf('base'), head: sourcesOf('head') },
  } as unknown as Plan['target']
  const plan = change({ ...planned, target })
  const handles = await handlesFor(world)
  return knownInputs(world, plan, new BuildContexts(handles, plan), { event, unprepared })
}

/** An app whose module path has no dot, like those of many private apps. */
const withOwnC = (plan: Plan): Plan => {
  const cgo = { packages: ['runtime/cgo', 'api/db'], needing: [] }
  const sourcesOf = (revision: string) => [
    { ImportPath: 'api/db', Dir: `/checkouts/${revision}/db`, Module: { Path: 'api', Main: true } },
  ]
  const sources = { base: sourcesOf('base'), head: sourcesOf('head') }
  return { ...plan, target: { ...plan.target, cgo: { base: cgo, head: cgo }, sources } }
}

const withC = (plan: Plan): Plan => {
  const cgo = { packages: ['example.com/api/other'], needing: [] }
  return { ...plan, target: { ...plan.target, cgo: { base: cgo, head: cgo } } }
}

describe('base and head give the builder the same inputs', () => {
  test.each<[string, Given]>([
    ['if nothing differs', {}],
    ['with another README that is ignored', { head: { 'README.md': 'Other' } }],
    ['with another ignored file that Go does not read', { head: { 'deploy/app.yaml': 'a: 2' } }],
    ['with another README, beside C code', { head: { 'README.md': 'Other' }, plan: withC }],
    [
      'with another README, beside C code of its own module',
      { head: { 'README.md': 'Other' }, plan: withOwnC },
    ],
    ['on a pull request', { event: 'pull_request' }],
    ['in a merge queue', { event: 'merge_group' }],
  ])('%s', async (_, given) => {
    const key = (await found({}))?.key
    expect(key).toMatch(/^[\da-f]{64}$/)
    const same = await found(given)
    if (given.plan === undefined) expect(same?.key).toBe(key)
    else expect(same).toBeDefined()
  })

  test.each<[string, string, Given, readonly string[]]>([
    ['none', '', {}, []],
    ['a directive', '# syntax=docker/dockerfile:1\n', {}, ['docker/dockerfile:1']],
    [
      'an argument',
      '# syntax=docker/dockerfile:1\n',
      {
        plan: (plan) => {
          const shipped = { build: { ...build, buildArgs: { BUILDKIT_SYNTAX: 'r.example/frontend:2' } } }
          return { ...plan, images: { ...plan.images, shipped } }
        },
      },
      ['r.example/frontend:2'],
    ],
  ])('lists the frontend images that read the Dockerfiles: %s', async (_, directive, given, expected) => {
    const head = { Dockerfile: directive + text }
    const known = await found({ ...given, head, event: 'schedule' })
    expect(known?.frontends).toEqual(expected)
  })

  test.each<[string, Given]>([
    ['another program', { head: { 'main.go': 'package main // other' } }],
    ['another Dockerfile', { head: { Dockerfile: `${text}USER 1\n` } }],
    ['another ignore file', { head: { '.dockerignore': '*.md\n' } }],
    ['a source that only this machine reads', { head: { 'other/other.go': 'package changed' } }],
    ['an embedded file that only this machine reads', { head: { 'other/embedded.txt': 'other' } }],
    ['a vendored module', { head: { 'vendor/modules.txt': '# other' } }],
    ['a file that C code may include', { head: { 'other/table.inc': 'int b;' }, plan: withC }],
    [
      'a file that C code may include, in a module without a dot in its path',
      { head: { 'other/table.inc': 'int b;' }, plan: withOwnC },
    ],
    ['a go.mod file that has another name', { head: { 'other/tools.mod': 'module other' } }],
    ['another configuration', { head: { '.github/linkgate.yml': 'version: 1\nmodes: [static]' } }],
    ['another workflow', { head: { '.github/workflows/check.yml': 'on: pull_request' } }],
    [
      'another configuration in a place of its own',
      {
        head: { 'deploy/app.yaml': 'a: 2' },
        plan: (plan) => ({ ...plan, settings: { ...plan.settings, file: 'deploy/app.yaml' } }),
      },
    ],
    [
      'other arguments at base',
      {
        plan: (plan) => ({
          ...plan,
          images: { ...plan.images, shipped: { build, ofBase: { ...build, buildArgs: { A: '1' } } } },
        }),
      },
    ],
    [
      'another Dockerfile of one mode',
      {
        head: { 'deploy/app.yaml': 'a: 2' },
        plan: (plan) => {
          const mode = plan.settings.config.modes[0]
          const of = { ...build, dockerfile: 'deploy/app.yaml' }
          return {
            ...plan,
            images: { ...plan.images, configured: mode === undefined ? [] : [{ mode, build: of }] },
          }
        },
      },
    ],
    [
      'packages that could not be listed',
      {
        head: { 'README.md': 'Other' },
        plan: (plan) => ({ ...plan, target: { ...plan.target, sources: {} } }),
      },
    ],
    [
      'other packages with C code',
      {
        plan: (plan) => ({
          ...plan,
          target: { ...plan.target, cgo: { ...plan.target.cgo, base: { packages: ['net'], needing: [] } } },
        }),
      },
    ],
    [
      'a revision that was not prepared',
      { unprepared: { base: { obstacle: { kind: 'head-not-built' }, output: [] } } as never },
    ],
    ['a configuration that measures everything', { yaml: 'build: { skip-unchanged: false }' }],
    [
      'no Dockerfile',
      { plan: (plan) => ({ ...plan, images: { ...plan.images, shipped: undefined as never } }) },
    ],
  ])('but not with %s', async (_, given) => {
    expect(await found(given)).toBeUndefined()
  })

  test.each(['schedule', 'push', 'workflow_dispatch'])(
    'on %s the inputs are not compared: the numbers are a baseline, and are kept for pull requests',
    async (event) => {
      const { key } = (await found({})) ?? {}
      expect(await found({ event })).toEqual({ key, frontends: [], isSame: false })
      const changed = await found({ event, head: { 'main.go': 'package main // other' } })
      expect(changed?.isSame).toBe(false)
      expect(changed?.key).not.toBe(key)
      expect(await found({ event, unprepared: { head: {} } as never })).toBeUndefined()
    },
  )
})
