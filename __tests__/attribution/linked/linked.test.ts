/** Findings from given output of the linker: no linker runs. */
import { describe, expect, test } from 'vitest'
import { checkLinking } from '../../../src/attribution/linked/linked.ts'
import { findingFix, findingMessage } from '../../../src/findings/finding.ts'
import { noResults, openResults, type ResultStorage } from '../../../src/images/results/kept-results.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { memoryStorage } from '../../support/results-storage.ts'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../../support/world/plan.ts'
import { type Call, fakeWorld, sha256 } from '../../support/world/world.ts'

const validator = 'github.com/go-playground/validator/v10'
const pruned = '_ -> main.main\nmain.main -> fmt.Println\n'
const kept = `_ -> main.main\nmain.main -> ${validator}.New\n${validator}.New -> ${validator}.tryCall <ReflectMethod>\n`

interface Given {
  /** The linker's output for a build of a revision, with or without other options. */
  readonly prints: (where: 'base' | 'head', isOther: boolean) => string
  readonly version?: string
  /** If base has another version. */
  readonly baseVersion?: string
  readonly yaml?: string
  readonly isSame?: boolean
  readonly files?: Readonly<Record<string, string>>
  readonly get?: number
  /** Exit code of `go build`. */
  readonly build?: number
  /** GOFLAGS of the machine. */
  readonly flags?: string
  /** Absent if head follows base on its branch. */
  readonly baseRef?: string | undefined
  /** Results of earlier runs. */
  readonly storage?: ResultStorage
  /** Content of the programs. */
  readonly head?: string
  readonly base?: string
}

function withBaseRef(plan: Plan, ref: string | undefined): Plan {
  const { source } = plan
  const { base } = source.revisions
  if (base === null || ref === undefined) return plan
  return { ...plan, source: { ...source, revisions: { ...source.revisions, base: { ...base, ref } } } }
}

async function found({
  prints,
  version = 'v10.30.6',
  baseVersion = version,
  yaml,
  isSame = false,
  files = {},
  get = 0,
  build = 0,
  flags = '',
  storage,
  head = 'head',
  base = 'base',
  baseRef,
}: Given) {
  const world = fakeWorld({
    files: { '/checkouts/head/go.mod': 'module a', '/checkouts/base/go.mod': 'module a', ...files },
    commands: {
      'go env GOWORK': '\n',
      'go get': { exitCode: get },
      'go list': { exitCode: 1 },
      'go build': async ({ command, cwd }: Call) => {
        const isOther = command.some((one) => one.includes('validator_novalidatefn'))
        const output = command[command.indexOf('-o') + 1] ?? ''
        await world.files.write(output, 'x'.repeat(isOther ? 60 : 100))
        const printed = prints(cwd?.includes('base') === true ? 'base' : 'head', isOther)
        if (flags !== '') {
          expect(command).toContain('-ldflags=-s -w -dumpdep')
          return { exitCode: build, stderr: printed }
        }
        expect(command).toContain('-ldflags=-s -w')
        const [, script = ''] =
          /^-toolexec=sh '(.+)'$/.exec(command.find((one) => one.startsWith('-tool')) ?? '') ?? []
        const [, graph = ''] =
          / -dumpdep "\$@" > '(.+)'$/m.exec((await world.files.readText(script)) ?? '') ?? []
        await world.files.write(graph, printed)
        return { exitCode: build, stderr: printed.replaceAll(/^.* -> .*\n/gm, '') }
      },
    },
  })
  const variants = (['base', 'head'] as const).map((revision) =>
    inspectedAs(revision, 'static', {
      binary: {
        size: 100,
        sha256: sha256(isSame ? 'same' : revision === 'head' ? head : base),
        modules: { [validator]: revision === 'base' ? baseVersion : version },
        direct: [],
      },
    }),
  )
  const handles = await handlesFor(world)
  const plan = planWith({ go: { ...goTool, flags }, ...(yaml === undefined ? {} : { yaml }) })
  const { findings, pruned: without } = await checkLinking(
    { ...handles, results: storage === undefined ? noResults : openResults(world, storage, 'linkgate') },
    withBaseRef({ ...plan, target: { ...plan.target, sources: { base: [], head: [] } } }, baseRef),
    setOf(...variants),
  )
  expect(world.files.paths().filter((path) => path.includes('/relink'))).toEqual([])
  return { findings, pruned: without, world }
}

describe('unused methods', () => {
  test('are omitted: nothing to report', async () => {
    const { findings, world } = await found({ prints: () => pruned })
    expect(findings).toEqual([])
    expect(world.exec.lines('go build')).toHaveLength(1)
  })

  test('are kept in head, but not in base', async () => {
    const { findings } = await found({
      prints: (where, isOther) => (where === 'head' && !isOther ? kept : pruned),
    })
    expect(findings).toMatchObject([
      { id: 'link/dead-code-lost', verdict: 'warn', revision: 'head', mode: 'static' },
    ])
    expect(findings.map(findingMessage)).toEqual([
      'Head, mode `static`: the linker keeps unused exported methods, because `validator.tryCall` looks up methods by name (`main.main → validator.New → … → validator.tryCall`). In base, it left them out. Built with `-tags=validator_novalidatefn`, it is 40 B smaller: 60 B instead of 100 B.'.replace(
        ' → …',
        '',
      ),
    ])
    expect(findings.map(findingFix)).toEqual([
      'build with `-tags=validator_novalidatefn`; the validation `validateFn` then panics',
    ])
  })

  test('are kept in base and head, which are the same program', async () => {
    const { findings, world } = await found({
      prints: (_, isOther) => (isOther ? pruned : kept),
      isSame: true,
    })
    expect(findings).toMatchObject([
      { id: 'link/dead-code-kept', verdict: 'pass', revision: 'head', params: { measured: { saved: 40 } } },
    ])
    expect(world.exec.lines('go build')).toHaveLength(2)
  })

  test('are kept in base and head: base is measured, and a later head takes its results', async () => {
    const storage = memoryStorage()
    const prints = (_: string, isOther: boolean) => (isOther ? pruned : kept)
    const first = await found({ prints, storage, baseRef: 'main' })
    expect(first.findings).toMatchObject([
      { id: 'link/dead-code-kept', verdict: 'pass', revision: 'base', params: { measured: { saved: 40 } } },
    ])
    expect(first.findings.map(findingMessage)).toEqual([
      'Base, mode `static`: the linker keeps unused exported methods, because `validator.tryCall` looks up methods by name (`main.main → validator.New → validator.tryCall`). Built with `-tags=validator_novalidatefn`, it is 40 B smaller: 60 B instead of 100 B. Head keeps unused methods, too.',
    ])
    expect(first.world.exec.lines('go build')).toHaveLength(3)
    const later = await found({ prints, storage, head: 'pushed later', baseRef: 'main' })
    expect(later.findings).toEqual(first.findings)
    expect(later.world.exec.lines('go build')).toHaveLength(1)
  })

  test('are kept in base and head of one branch: head is measured, for a pull request that starts from it', async () => {
    const storage = memoryStorage()
    const prints = (_: string, isOther: boolean) => (isOther ? pruned : kept)
    const pushed = await found({ prints, storage, head: 'base', base: 'older' })
    expect(pushed.findings).toMatchObject([
      { id: 'link/dead-code-kept', revision: 'head', params: { measured: { saved: 40 } } },
    ])
    const ofPullRequest = await found({ prints, storage, baseRef: 'main' })
    expect(ofPullRequest.findings).toMatchObject([
      { id: 'link/dead-code-kept', revision: 'base', params: { measured: { saved: 40 } } },
    ])
    expect(ofPullRequest.world.exec.lines('go build')).toHaveLength(1)
  })

  test('are kept in base and head, and head has another function that keeps them', async () => {
    const more = `${kept}main.main -> example.com/copy.All <ReflectMethod>\n`
    const { findings } = await found({
      prints: (where, isOther) => (isOther ? pruned : where === 'head' ? more : kept),
      baseRef: 'main',
    })
    expect(findings).toMatchObject([
      {
        id: 'link/dead-code-kept',
        revision: 'base',
        params: { inHead: [{ package: 'example.com/copy', name: 'All' }] },
      },
    ])
    expect(findings.map(findingMessage)).toEqual([
      expect.stringMatching(/\. Head keeps unused methods, too, also because of `copy\.All`\.$/),
    ])
    expect(findings.map(findingFix)).toEqual([
      'build with `-tags=validator_novalidatefn`; the validation `validateFn` then panics; in head, also remove the calls that lead to `copy.All`',
    ])
  })

  test('are kept in base by a function that head no longer has: head is measured', async () => {
    const more = `${kept}main.main -> example.com/copy.All <ReflectMethod>\n`
    const { findings } = await found({
      prints: (where, isOther) => (isOther ? pruned : where === 'base' ? more : kept),
      baseRef: 'main',
    })
    expect(findings).toMatchObject([
      { id: 'link/dead-code-kept', revision: 'head', params: { measured: { saved: 40 } } },
    ])
  })

  test.each([
    ['v10.27.0', 'base'],
    ['v10.28.0', 'base'],
    ['v10.31.0', 'head'],
  ])(
    'were kept before by a version without the tag, and head has %s: %s is measured',
    async (version, revision) => {
      const { findings } = await found({
        prints: (_, isOther) => (isOther ? pruned : kept),
        version,
        baseVersion: 'v10.27.0',
        baseRef: 'main',
      })
      expect(findings).toMatchObject([{ id: 'link/dead-code-kept', revision }])
      const isUpgraded = findings.map(findingFix).join().includes('go get')
      expect(isUpgraded).toBe(revision === 'base')
    },
  )

  test('are measured with a newer version if the linked one does not have the tag', async () => {
    const { findings, world } = await found({
      prints: (_, isOther) => (isOther ? pruned : kept),
      version: 'v10.27.0',
      isSame: true,
    })
    expect(findings.map(findingFix)).toEqual([
      `run \`go get ${validator}@v10.30.3\`, and build with \`-tags=validator_novalidatefn\`; the validation \`validateFn\` then panics`,
    ])
    expect(world.exec.lines('go get')).toHaveLength(1)
    expect(world.exec.lines('go build').at(-1)).toMatch(/^go build -modfile=\S+\/go\.mod -mod=mod /)
  })

  test.each([
    ['it does not help', { prints: () => kept }],
    [
      'the modules are vendored',
      { version: 'v10.27.0', files: { '/checkouts/head/vendor/modules.txt': '' } },
    ],
    ['the newer version cannot be had', { version: 'v10.27.0', get: 1 }],
  ] as const)('are not measured: %s', async (_, given) => {
    const { findings } = await found({
      prints: (_where, isOther) => (isOther ? pruned : kept),
      isSame: true,
      ...given,
    })
    expect(findings).toMatchObject([{ id: 'link/dead-code-kept' }])
    expect(findings[0]?.params).not.toHaveProperty('measured')
    expect(findings.map(findingFix)).toEqual([
      'remove a call of this chain, or look up methods by constant names',
    ])
  })

  test('are kept by the initialization of a package: the fix is to remove its import', async () => {
    const graph = '_ -> example.com/orm.init\nexample.com/orm.init -> example.com/orm.call <ReflectMethod>\n'
    const { findings } = await found({ prints: () => graph, isSame: true })
    expect(findings.map(findingFix)).toEqual([
      'remove a call of this chain or the import of `example.com/orm`, or look up methods by constant names',
    ])
  })

  test('are kept for plugins: nothing is measured', async () => {
    const plugin = '_ -> main.main\nmain.main -> plugin.Open\n_ -> runtime/cgo.init\n'
    const { findings, world } = await found({ prints: () => plugin, isSame: true })
    expect(findings.map(findingMessage)).toEqual([
      'Head, mode `static`: the linker keeps unused exported methods, because the program can load plugins (`main.main → plugin.Open`)',
    ])
    expect(world.exec.lines('go list')).toEqual([])
  })

  test('are determined even if GOFLAGS has another -toolexec', async () => {
    const { findings } = await found({
      prints: (_, isOther) => (isOther ? pruned : kept),
      flags: '-toolexec=garble',
      isSame: true,
    })
    expect(findings).toMatchObject([{ id: 'link/dead-code-kept', params: { measured: { saved: 40 } } }])
  })

  test("are not determined if linking fails: the log has the linker's message", async () => {
    const said = '# example.com/api\n/usr/bin/ld: cannot find -lssl: No such file or directory\n'
    const { findings, world } = await found({ prints: () => said, build: 1 })
    expect(findings).toEqual([])
    expect(world.log.text('info').split('\n')).toContain(
      '  /usr/bin/ld: cannot find -lssl: No such file or directory',
    )
  })

  test('are not determined if the configuration disables that, or if the linker prints nothing', async () => {
    const off = await found({ prints: () => kept, yaml: 'build: { relink: false }' })
    expect([off.findings, off.world.exec.lines('go build')]).toEqual([[], []])
    const silent = await found({ prints: () => '' })
    expect(silent.findings).toEqual([])
    expect(silent.world.log.text('info')).toContain('unused methods are not determined')
  })
})
