import { describe, expect, test } from 'vitest'
import { buildAll } from '../../../src/images/build.ts'
import { isBuilt } from '../../../src/images/built-variant.ts'
import { savedImages } from '../../../src/images/saved-images.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { worded } from '../../support/reports/worded.ts'
import { fakeEngine, goTool, handlesFor, type PlanGiven, planWith } from '../../support/world/plan.ts'
import { fakeWorld, link } from '../../support/world/world.ts'

const sqlite = 'github.com/mattn/go-sqlite3'

/** @param said output of the linker for a static program */
async function build(
  target: Partial<Plan['target']>,
  said: (cwd: string) => string = () => '',
  given: PlanGiven = {},
  {
    cpus = 2,
    files = {},
  }: { readonly cpus?: number; readonly files?: Readonly<Record<string, string>> } = {},
) {
  const early: string[] = []
  const handedOn: unknown[] = []
  const world = fakeWorld({
    host: { cpus },
    files: { '/checkouts/head/go.mod': '', '/checkouts/base/go.mod': '', ...files },
    commands: {
      'gcc --version': 'gcc 14',
      'go build': async ({ command, cwd = '' }) => {
        await world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({}), 0o755)
        const isStatic = command.some((word) => word.includes('extldflags'))
        return { exitCode: 0, stderr: isStatic ? said(cwd) : '' }
      },
    },
  })
  const engine = fakeEngine(() => {
    throw new Error('nothing is started here')
  })
  const plan = planWith(given)
  const handles = await handlesFor(world, engine)
  const images = savedImages(handles)
  const built = await buildAll(handles, { ...plan, target: { ...plan.target, ...target } }, images, {
    onBuilt: (variant) => {
      early.push(`${variant.revision}, ${variant.mode.name}`)
      handedOn.push(variant)
    },
  })
  const builds = world.exec.calls.filter(({ command }) => command[1] === 'build')
  return { ...built, builds, early, handedOn, findings: built.findings.map(worded) }
}

test('builds nothing if the files show that go build will fail', async () => {
  const obstacle = { kind: 'go-mod-outdated', package: 'example.com/x' } as const
  const { variants, builds } = await build({ obstacles: [obstacle] })
  expect(builds).toEqual([])
  const failures = [...variants].map((one) => [one.revision, one.kind === 'unbuilt' && one.failure?.why])
  expect(failures).toEqual([
    ['base', [{ kind: 'head-not-built' }]],
    ['base', [{ kind: 'head-not-built' }]],
    ['head', [obstacle]],
    ['head', [obstacle]],
  ])
})

test.each([
  [2, ['head, static', 'base, static', 'head, dynamic', 'base, dynamic']],
  [1, []],
])('with %i processors, hands built images on at once: %j', async (cpus, expected) => {
  const { variants, early } = await build({}, undefined, {}, { cpus })
  expect([...variants].every(isBuilt)).toBe(true)
  expect(early.toSorted()).toEqual(expected.toSorted())
})

test('hands on built images with their arguments, so that their containers can be created at once', async () => {
  const files = { '/checkouts/head/Procfile': 'web: bin/api --prod\n' }
  const { variants, handedOn } = await build({}, undefined, {}, { files })
  expect([...variants].map((one) => isBuilt(one) && one)).toMatchObject(
    Array(4).fill({ startsAs: { arguments: ['--prod'] } }),
  )
  expect(new Set(handedOn)).toEqual(new Set(variants))
})

describe('what the linker reaches', () => {
  const recorded = async (given: PlanGiven = {}) =>
    (await build({}, undefined, given)).builds
      .filter(({ command }) => command.some((word) => word.startsWith('-toolexec=')))
      .map(({ cwd, env }) => [cwd, env?.['CGO_ENABLED']])

  test('is recorded while the programs of the first mode are linked', async () => {
    expect(await recorded()).toEqual([
      ['/checkouts/head', '0'],
      ['/checkouts/base', '0'],
    ])
  })

  test.each<[string, PlanGiven]>([
    ['the configuration disables it', { yaml: 'build: { relink: false }' }],
    [
      'GOFLAGS already has `-toolexec`',
      { go: { ...goTool, flags: '-trimpath "-toolexec=orchestrion toolexec"' } },
    ],
    [
      'GOFLAGS of the mode already has `-toolexec`',
      { yaml: 'modes: { static: { env: { GOFLAGS: --toolexec=garble } } }' },
    ],
  ])('is not recorded if %s', async (_, given) => {
    expect(await recorded(given)).toEqual([])
  })
})

describe('a program with a package that does not work without cgo', () => {
  const use = { packages: [sqlite], needing: [sqlite] }
  const ofBoth = { cgo: { base: use, head: use } }

  test('is linked statically with cgo in both revisions, which is reported', async () => {
    const { builds, findings } = await build(ofBoth)
    const ofStatic = builds.filter(({ command }) => command.some((word) => word.includes('extldflags')))
    expect(ofStatic.map(({ cwd, env }) => [cwd, env?.['CGO_ENABLED']])).toEqual([
      ['/checkouts/head', '1'],
      ['/checkouts/base', '1'],
    ])
    for (const { command } of ofStatic) {
      expect(command).toContain('-tags=netgo,osusergo,sqlite_omit_load_extension')
      expect(command).toContain('-ldflags=-s -w -linkmode=external -extldflags=-static')
    }
    expect(findings).toEqual([
      {
        id: 'link/static-with-cgo',
        verdict: 'pass',
        mode: 'static',
        message: `Mode \`static\` is built with cgo and linked statically, because \`${sqlite}\` does not work without cgo. The command is \`CGO_ENABLED=1 go build -tags=netgo,osusergo,sqlite_omit_load_extension -ldflags="-s -w -linkmode=external -extldflags=-static"\`.`,
      },
    ])
  })

  test('is linked with cgo at head only, if base does not have the package', async () => {
    const { builds, findings } = await build({ cgo: { head: use } })
    const cgo = builds.map(({ cwd = '', env }) => `${cwd.split('/').at(-1)} ${env?.['CGO_ENABLED']}`)
    expect(cgo.toSorted()).toEqual(['base 0', 'base 1', 'head 1', 'head 1'])
    expect(findings.map(({ id, revision }) => [id, revision])).toEqual([['link/static-with-cgo', 'head']])
  })

  test('reports functions that load libraries at run time, from warnings of the linker', async () => {
    const warning = (name: string) =>
      `/usr/bin/ld: /tmp/go-link/000004.o: in function \`x': x.c:1: warning: Using '${name}' in statically linked applications requires at runtime the shared libraries from the glibc version used for linking`
    const said = ['# example.com/api', warning('getaddrinfo'), warning('dlopen'), warning('dlopen')].join(
      '\n',
    )
    const ofBase = await build(ofBoth, () => said)
    const loading = ofBase.findings.filter(({ id }) => id === 'link/static-loading')
    expect(loading.map(({ verdict, mode, message }) => [verdict, mode, message])).toEqual([
      [
        'pass',
        'static',
        'Head, mode `static`: the program is static, but its C code calls `dlopen`, `getaddrinfo`, for which glibc loads shared libraries at run time. The image needs these libraries in the version of the build system.',
      ],
    ])
    const ofHead = await build(ofBoth, (cwd) => (cwd.includes('head') ? said : ''))
    expect(ofHead.findings.find(({ id }) => id === 'link/static-loading')?.verdict).toBe('warn')
  })
})

describe('the expected image', () => {
  const loader = '/lib64/ld-linux-x86-64.so.2'
  const libc = '/lib/x86_64-linux-gnu/libc.so.6'
  const machine = {
    '/checkouts/head/go.mod': '',
    '/checkouts/base/go.mod': '',
    [loader]: elfFile({ type: 3 }),
    [libc]: elfFile({ type: 3, interpreter: loader, needed: ['ld-linux-x86-64.so.2'] }),
    '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2': link(loader),
    '/lib/x86_64-linux-gnu/libm.so.6': elfFile({ type: 3, needed: ['libc.so.6'] }),
  }

  /** @param needed libraries of the dynamic program */
  async function expecting(
    needed: readonly string[],
    {
      yaml = '',
      files = machine,
      cpus = 2,
    }: { yaml?: string; files?: typeof machine | object; cpus?: number } = {},
  ) {
    const world = fakeWorld({
      host: { cpus },
      files: { ...files },
      commands: {
        'gcc --version': 'gcc 14',
        'go build': async ({ command, env = {} }) => {
          const bytes = elfFile(env['CGO_ENABLED'] === '1' ? { interpreter: loader, needed } : {})
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', bytes, 0o755)
          return ''
        },
      },
    })
    const taken: (string | undefined)[] = []
    const engine = fakeEngine(
      () => {
        throw new Error('nothing is started here')
      },
      { take: (reference) => taken.push(reference) },
    )
    const handles = await handlesFor(world, engine)
    const expected: string[] = []
    const known: string[] = []
    const plan = planWith(yaml === '' ? {} : { yaml })
    const { variants } = await buildAll(handles, plan, savedImages(handles), {
      onBuilt: ({ image }) => {
        if (image.kind === 'laid-out' && !taken.includes(image.reference)) known.push(image.reference)
      },
      onExpected: ({ variant, image }) => {
        expect(taken).toContain(image)
        expected.push(`${variant.revision} ${variant.mode.name}: ${image}`)
      },
    })
    const without = [...variants].map(
      (one) => one.kind === 'built' && one.image.kind === 'laid-out' && one.image.withoutProgram,
    )
    return { expected, known, without: [...new Set(without)] }
  }

  test('has only libc, and is made while a dynamic program of head is compiled, unless that is the first program', async () => {
    const { expected, without } = await expecting(['libc.so.6'])
    const image = 'linkgate/run1:head-dynamic-expected-without-program'
    expect(expected).toEqual([`head dynamic: ${image}`])
    expect(without).toEqual(['linkgate/run1:head-static-without-program', image])
  })

  test('allows copying a program into its container before the image of the program is written', async () => {
    const { known } = await expecting(['libc.so.6'])
    const names = ['base-dynamic', 'base-static', 'head-dynamic', 'head-static']
    expect(known.toSorted()).toEqual(names.map((name) => `linkgate/run1:${name}`))
  })

  test('is not used for a program with more libraries', async () => {
    const { expected, without } = await expecting(['libc.so.6', 'libm.so.6'])
    expect(expected).toHaveLength(1)
    expect(without).toEqual([
      'linkgate/run1:head-static-without-program',
      'linkgate/run1:head-dynamic-without-program',
    ])
  })

  test('has no libraries for a static program', async () => {
    const { expected, without } = await expecting(['libc.so.6'], { yaml: 'modes: [dynamic, static]' })
    const image = 'linkgate/run1:head-static-expected-without-program'
    expect(expected).toEqual([`head static: ${image}`])
    expect(without).toContain(image)
  })

  test.each([
    [
      'libc of this machine is no ELF file',
      ['libc.so'],
      { files: { ...machine, [libc]: 'INPUT(libc.so.6)' } },
    ],
    ['one processor', ['libc.so.6'], { cpus: 1 }],
  ])('is not made: %s', async (_, needed, given) => {
    expect((await expecting(needed, given)).expected).toEqual([])
  })
})

describe('parallel builds', () => {
  interface Building {
    /** The build for which the compiler cannot be started. */
    readonly failing?: string
    /** The build that fails. */
    readonly refused?: string
    /** Whether the Go command creates its directory for linking. */
    readonly seesLink?: boolean
  }
  /** The starts and ends of builds, in order. */
  async function events(cpus: number, { failing, refused, seesLink = false }: Building = {}) {
    const found: string[] = []
    const world = fakeWorld({
      host: { cpus },
      files: { '/checkouts/head/go.mod': '', '/checkouts/base/go.mod': '' },
      commands: {
        'gcc --version': 'gcc 14',
        'go build': async ({ command, cwd = '', env = {} }) => {
          const name = `${cwd.includes('head') ? 'head' : 'base'} ${env['CGO_ENABLED']}`
          found.push(`> ${name}`)
          const turns = async () => {
            for (let turn = 0; turn < 300; turn++) await Promise.resolve()
          }
          await turns()
          if (seesLink) {
            await world.files.write(`${env['GOTMPDIR']}/go-build1/b001/exe/a.out`, '')
            found.push(`link ${name}`)
            world.clock.advance(1_000)
            await turns()
          }
          if (name === failing) throw new Error(`${name} failed`)
          if (name === refused) return { exitCode: 1, stderr: 'undefined: main.main' }
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({}), 0o755)
          found.push(`< ${name}`)
          return ''
        },
      },
    })
    const engine = fakeEngine(
      () => {
        throw new Error('nothing is started here')
      },
      { take: (image) => found.push(`take ${image.split(':')[1]}`) },
    )
    const plan = planWith()
    const handles = await handlesFor(world, engine)
    const images = savedImages(handles)
    const built = await buildAll(handles, plan, images).catch((error: Error) => error.message)
    const isBuild = (event: string) => !event.startsWith('take')
    return { found: found.filter(isBuild), all: found, built }
  }

  test('build base of a mode in parallel with head of the next, never before head of the same mode', async () => {
    const { found, built } = await events(2)
    expect(found.slice(0, 2)).toEqual(['> head 0', '< head 0'])
    expect(found.slice(2, 4).toSorted()).toEqual(['> base 0', '> head 1'])
    expect(found.indexOf('> base 1')).toBeGreaterThan(found.indexOf('< head 1'))
    expect(found.indexOf('> base 1')).toBeGreaterThan(found.indexOf('< base 0'))
    expect(built).toMatchObject({ variants: { size: 4 } })
  })

  test('start base once head is being linked, if that is visible', async () => {
    const { found, built } = await events(2, { seesLink: true })
    expect(found.slice(0, 4)).toEqual(['> head 0', 'link head 0', '> base 0', '< head 0'])
    expect(found.indexOf('> base 1')).toBeGreaterThan(found.indexOf('link head 1'))
    expect(found.indexOf('> base 1')).toBeGreaterThan(found.indexOf('< base 0'))
    expect(built).toMatchObject({ variants: { size: 4 } })
  })

  test('discard a base that was started in parallel if head does not link', async () => {
    const { all, built } = await events(2, { seesLink: true, refused: 'head 0' })
    if (typeof built === 'string') throw new Error(built)
    expect(all).toContain('< base 0')
    expect(all).not.toContain('take base-static')
    const failures = [...built.variants].map((one) => one.kind === 'unbuilt' && one.failure?.why)
    expect(failures).toEqual([[{ kind: 'head-not-built' }], false, [], false])
  })

  test('run one after the other on one processor', async () => {
    const { found } = await events(1)
    const inTurn = ['head 0', 'head 1', 'base 0', 'base 1']
    expect(found).toEqual(inTurn.flatMap((name) => [`> ${name}`, `< ${name}`]))
  })

  test('run in parallel with writing the previous image, or after it on one processor', async () => {
    const { all } = await events(2)
    expect(all.indexOf('take head-static')).toBeGreaterThan(all.indexOf('> head 1'))
    expect(all.filter((event) => event.startsWith('take')).toSorted()).toEqual([
      'take base-dynamic',
      'take base-static',
      'take head-dynamic',
      'take head-static',
      'take head-static-without-program',
    ])
    const { all: inTurn } = await events(1)
    expect(inTurn.indexOf('take head-static')).toBe(inTurn.indexOf('> head 1') - 1)
  })

  test('are not started after a failure, and running ones are waited for', async () => {
    const { found, built } = await events(2, { failing: 'base 0' })
    expect(built).toBe('base 0 failed')
    expect(found.at(-1)).toBe('< head 1')
    expect(found).not.toContain('> base 1')
    expect((await events(2, { failing: 'head 0' })).found).toEqual(['> head 0'])
  })
})
