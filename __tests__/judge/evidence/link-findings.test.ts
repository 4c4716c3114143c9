import { describe, expect, test } from 'vitest'
import { isFatalProblem, type LoadProblem, type RuntimeFact } from '../../../src/findings/facts.ts'
import type { LoadCheck } from '../../../src/inspect/loader/load-check.ts'
import { type LinkFacts, linkFindings as linkFindingsOf } from '../../../src/judge/evidence/link-findings.ts'
import type { Linkage } from '../../../src/model/image.ts'
import type { Revision } from '../../../src/model/revision.ts'
import { VariantSet } from '../../../src/model/variant-set.ts'
import { worded } from '../../support/reports/worded.ts'

const loader = '/lib64/ld-linux-x86-64.so.2'
const statically: Linkage = { kind: 'static', needed: [], machine: 'amd64', pie: false }
const dynamically: Linkage = {
  kind: 'dynamic',
  interpreter: loader,
  needed: ['libc.so.6'],
  libc: 'glibc',
  glibc: '2.34',
  machine: 'amd64',
  pie: false,
}
const onMusl: Linkage = {
  kind: 'dynamic',
  interpreter: '/lib/ld-musl-x86_64.so.1',
  needed: ['libc.so'],
  libc: 'musl',
  machine: 'amd64',
  pie: false,
}

const loadOf = (...found: readonly LoadProblem[]): LoadCheck => ({
  starts: !found.some(isFatalProblem),
  libraries: [],
  problems: found,
})

const missingLibrary = (library: string): LoadProblem => ({
  id: 'load/library-missing',
  params: { library, neededBy: '/api', loader: 'glibc' },
})
const notExecutable = (path: string): LoadProblem => ({ id: 'load/not-executable', params: { path } })

const facts = (revision: Revision, given: Partial<LinkFacts> = {}): LinkFacts => ({
  revision,
  mode: 'dynamic',
  linkage: dynamically,
  load: loadOf(),
  runtime: [],
  ...given,
})

const linkFindings = (all: readonly LinkFacts[]) =>
  linkFindingsOf(
    VariantSet.of(all, ({ revision, mode }) => ({ revision, mode, platform: 'linux/amd64' })),
  ).map(worded)

test('no finding without problems and changes', () => {
  expect(linkFindings([facts('base'), facts('head')])).toEqual([])
  expect(linkFindings([])).toEqual([])
})

describe('problems that prevent a start', () => {
  test('include an interpreter that a scratch image lacks', () => {
    const problem: LoadProblem = {
      id: 'load/no-interpreter',
      params: { program: '/app/api', interpreter: loader, bare: true },
    }
    expect(linkFindings([facts('head', { load: loadOf(problem) })])).toEqual([
      {
        verdict: 'fail',
        id: 'load/no-interpreter',
        revision: 'head',
        mode: 'dynamic',
        message: `Head, mode \`dynamic\`: \`/app/api\` needs the program interpreter \`${loader}\`, which is not in the image (\`FROM scratch\`). The app does not start: \`exec /app/api: no such file or directory\`.`,
        fix: 'link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`), or use an image with glibc, such as Debian or distroless/base',
      },
    ])
  })

  test('include a C library that is too old, with its quotation marks escaped', () => {
    const params = {
      library: 'libc.so.6',
      path: '/lib/libc.so.6',
      neededBy: '/api',
      versions: ['GLIBC_2.38'],
      highest: '2.36',
    }
    const problem: LoadProblem = { id: 'load/version-missing', params }
    const [finding] = linkFindings([facts('head', { load: loadOf(problem) })])
    expect(finding).toMatchObject({ verdict: 'fail', id: 'load/version-missing' })
    expect(finding?.message).toBe(
      "Head, mode `dynamic`: `/api` needs `GLIBC_2.38`, but `libc.so.6` in the image has only up to 2.36. The app does not start: `/lib/libc.so.6: version 'GLIBC_2.38' not found (required by /api)`.",
    )
  })

  test('inform about base without failing the check', () => {
    const load = loadOf(missingLibrary('libx.so.1'))
    expect(linkFindings([facts('base', { load })])).toMatchObject([
      { verdict: 'pass', id: 'load/library-missing', revision: 'base' },
    ])
  })

  test('warn if the program may start all the same', () => {
    const load = loadOf({ id: 'load/libc-mixed', params: { path: '/api' } })
    const [finding] = linkFindings([facts('head', { load })])
    expect(finding).toMatchObject({ verdict: 'warn', id: 'load/libc-mixed' })
    expect(finding?.message).not.toContain('does not start there')
  })

  test('are merged if several modes have the same message, whatever the parameters', () => {
    const empty = (neededBy: string): LoadProblem => ({
      id: 'load/library-broken',
      params: {
        library: 'libx.so.1',
        path: '/lib/libx.so.1',
        neededBy,
        loader: 'glibc',
        flaw: { kind: 'empty' },
      },
    })
    const found = linkFindings([
      facts('head', { load: loadOf(empty('/api')) }),
      facts('head', { load: loadOf(empty('/app/api')), mode: 'own' }),
    ])
    expect(found.map(({ message }) => message)).toEqual([
      'Head, modes `dynamic`, `own`: the loader uses `/lib/libx.so.1` as `libx.so.1`, but it is an empty file. The app does not start: `error while loading shared libraries: /lib/libx.so.1: file too short`.',
    ])
  })

  test('are merged if several modes have the same finding', () => {
    const load = loadOf(notExecutable('/api'))
    const found = linkFindings([
      facts('head', { load }),
      facts('head', { load, mode: 'static', linkage: statically }),
      facts('head', { load: loadOf(notExecutable('/other')), mode: 'musl' }),
    ])
    expect(found.map(({ mode, message }) => [mode, message.slice(0, 40)])).toEqual([
      [undefined, 'Head, modes `dynamic`, `static`: `/api` i'.slice(0, 40)],
      ['musl', 'Head, mode `musl`: `/other` is not execu'],
    ])
  })
})

describe('changes from base', () => {
  const change = (from: Linkage, to: Linkage, load = loadOf()) =>
    linkFindings([facts('base', { linkage: from }), facts('head', { linkage: to, load })])

  test('include a new library', () => {
    const [finding, ...more] = change(dynamically, {
      ...dynamically,
      needed: ['libc.so.6', 'libsqlite3.so.0'],
    })
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      verdict: 'warn',
      id: 'link/library-added',
      revision: 'head',
      mode: 'dynamic',
    })
    expect(finding?.message).toContain(
      'Head, mode `dynamic`: the program needs `libsqlite3.so.0`, which base did not need. The image has it. Without it, the app does not start: `error while loading shared libraries`.',
    )
  })

  test('include a new library that the image lacks', () => {
    const needed = ['libc.so.6', 'libsqlite3.so.0']
    const missing = missingLibrary('libsqlite3.so.0')
    const found = change(dynamically, { ...dynamically, needed }, loadOf(missing))
    expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['load/library-missing', 'fail'],
      ['link/library-added', 'warn'],
    ])
    expect(found[1]?.message).toContain(
      'Head, mode `dynamic`: the program needs `libsqlite3.so.0`, which base did not need. The image lacks it. Without it, the app does not start: `error while loading shared libraries`.',
    )
  })

  test('do not include a removed library', () => {
    expect(change({ ...dynamically, needed: ['libc.so.6', 'libz.so.1'] }, dynamically)).toEqual([])
  })

  test.each([
    ['2.34', '2.38', 'It no longer runs on RHEL 9, Ubuntu 22.04 and Debian 12.'],
    ['2.4', '2.14', "version 'GLIBC_2.14' not found`."],
    ['2.36', '2.41', 'It no longer runs on Debian 12 and Ubuntu 24.04.'],
  ])('GLIBC_%s → GLIBC_%s', (from, to, said) => {
    const found = change({ ...dynamically, glibc: from }, { ...dynamically, glibc: to })
    expect(found).toMatchObject([{ verdict: 'warn', id: 'link/glibc-raised' }])
    expect(found[0]?.message).toContain(`needs GLIBC_${to}; base needed GLIBC_${from}`)
    expect(found[0]?.message.endsWith(said)).toBe(true)
  })

  test.each([
    ['2.38', '2.34'],
    ['2.34', '2.34'],
    ['2.34', '2.4'],
  ])('GLIBC_%s → GLIBC_%s is no finding', (from, to) => {
    expect(change({ ...dynamically, glibc: from }, { ...dynamically, glibc: to })).toEqual([])
  })

  test.each([
    [
      'glibc → musl',
      dynamically,
      onMusl,
      'is linked against musl (`libc.so`); base was linked against glibc',
    ],
    [
      'musl → glibc',
      onMusl,
      dynamically,
      'is linked against glibc (`libc.so.6`, GLIBC_2.34); base was linked against musl',
    ],
    ['none → glibc', statically, dynamically, 'base needed no C library'],
  ])('%s is one finding', (_what, from, to, said) => {
    const found = change(from, to)
    expect(found).toMatchObject([{ verdict: 'warn', id: 'link/libc-changed', revision: 'head' }])
    expect(found[0]?.message).toContain(said)
    expect(found[0]?.message).toContain(`without \`${to.interpreter}\`, the app does not start`)
  })

  test('pass if the program no longer needs a C library', () => {
    expect(change(dynamically, statically)).toMatchObject([{ verdict: 'pass', id: 'link/libc-changed' }])
  })

  test('are those of the same mode; a mode without a base has none', () => {
    const base = facts('base', { mode: 'static', linkage: statically })
    expect(linkFindings([base, facts('head')])).toEqual([])
  })
})

describe('problems that occur after the start', () => {
  const fact = (level: RuntimeFact['level']): RuntimeFact =>
    level === 'fatal'
      ? { id: 'runtime/user-missing', level, params: { user: 'x' } }
      : { id: 'runtime/no-certificates', level, params: {} }

  test.each([
    ['fatal', false, 'fail'],
    ['fatal', true, 'fail'],
    ['warn', false, 'warn'],
    ['warn', true, 'pass'],
  ] as const)('%s, in base too: %s', (level, inBase, verdict) => {
    const runtime = [fact(level)]
    const found = linkFindings([
      facts('base', { runtime: inBase ? runtime : [] }),
      facts('head', { runtime }),
    ])
    expect(found.filter(({ revision }) => revision === 'head')).toMatchObject([
      { verdict, id: runtime[0]?.id, fix: expect.stringContaining('into the image') },
    ])
  })

  test('do not include informational facts', () => {
    expect(linkFindings([facts('head', { runtime: [fact('info')] })])).toEqual([])
  })
})
