import { describe, expect, test } from 'vitest'
import { succeed } from '../../src/common/result.ts'
import type { Engine } from '../../src/effects/engine.ts'
import type { World } from '../../src/effects/world.ts'
import { buildAll } from '../../src/images/build.ts'
import { hasProgram, type VariantBuild } from '../../src/images/built-variant.ts'
import { noBuilder } from '../../src/images/engines/embedded/no-builder.ts'
import { savedImages } from '../../src/images/saved-images.ts'
import { readSavedImage } from '../../src/inspect/image/archive.ts'
import type { Handles } from '../../src/plan/handles.ts'
import type { ImagePlan } from '../../src/plan/plan.ts'
import { elfFile } from '../support/programs/elf.ts'
import { worded } from '../support/reports/worded.ts'
import { expectValue } from '../support/results.ts'
import { fakeEngine, handlesFor, planWith, setOf } from '../support/world/plan.ts'
import { type Answers, fakeWorld } from '../support/world/world.ts'

/** Builds all variants. */
async function build(
  world: World,
  engine: Engine,
  plan = planWith(),
): Promise<{ readonly built: readonly VariantBuild[]; readonly handles: Handles }> {
  const handles = await handlesFor(world, engine)
  const { variants } = await buildAll(handles, plan, savedImages(handles))
  return { built: [...variants], handles }
}

describe('building every variant', () => {
  const loader = '/lib64/ld-linux-x86-64.so.2'
  const files = {
    '/checkouts/head/go.mod': '',
    '/checkouts/base/go.mod': '',
    [loader]: elfFile({ type: 3 }),
    '/lib/x86_64-linux-gnu/libc.so.6': elfFile({ type: 3 }),
  }

  /** `go build` writes what the environment asks for; its directory distinguishes base from head. */
  function scene(fails: (cwd: string, cgo: string) => boolean = () => false, more: Answers = {}) {
    const world = fakeWorld({
      // builds run one after the other, so that the clock measures each
      host: { cpus: 1 },
      files,
      commands: {
        'gcc --version': 'gcc 14',
        'go list': '',
        ...more,
        'go build': async ({ command, cwd = '', env = {} }) => {
          const cgo = env['CGO_ENABLED'] ?? ''
          world.clock.advance(100)
          if (fails(cwd, cgo)) return { exitCode: 1, stderr: 'main.go:1:1: broken' }
          const dynamic = { interpreter: loader, needed: ['libc.so.6', 'libgone.so'] }
          const bytes = elfFile({ ...(cgo === '1' ? dynamic : {}), tail: cwd })
          // as with a umask of 077
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', bytes, 0o700)
          return ''
        },
      },
    })
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    })
    return { world, engine }
  }

  test('builds both revisions in both modes, each with its own name, and reads each image as soon as it is built', async () => {
    const { world, engine } = scene()
    const { built, handles } = await build(world, engine)
    expect(
      built.map((one) => [one.revision, one.mode.name, one.kind === 'built' && one.image]),
    ).toMatchObject(
      [
        ['base', 'static'],
        ['base', 'dynamic'],
        ['head', 'static'],
        ['head', 'dynamic'],
      ].map(([revision, mode]) => [
        revision,
        mode,
        {
          kind: 'laid-out',
          binary: `/tmp/linkgate-Run1/build-${revision}-${mode}/program/api`,
          milliseconds: 100,
          reference: `linkgate/run1:${revision}-${mode}`,
          program: '/app/api',
        },
      ]),
    )
    const taken = engine.asked.map(([what, reference]) => `${what} ${reference?.split(':')[1]}`)
    const each = (name: string) => [`take ${name}`, `save ${name}`]
    expect(taken).toEqual([
      'take head-static-without-program',
      ...each('head-static'),
      'take head-dynamic-without-program',
      ...each('head-dynamic'),
      ...each('base-static'),
      ...each('base-dynamic'),
    ])
    const imageOf = async (name: string) =>
      expectValue(
        await readSavedImage(await world.archives.read(`/tmp/linkgate-Run1/image-${name}/image.tar`)),
      )
    const layersOf = async (name: string) =>
      (await imageOf(name)).image.layers.map(({ createdBy }) => createdBy?.replace('linkgate: ', ''))
    expect(await layersOf('head-static')).toEqual(['certificates, time zones, users, /tmp', '/app/api'])
    expect(await layersOf('head-dynamic')).toEqual([
      'certificates, time zones, users, /tmp',
      'loader and shared libraries',
      '/app/api',
    ])
    await handles.workspace.close()
    expect(engine.asked.at(-1)).toEqual(['remove', 'run1'])
  })

  test.each(['static', 'dynamic'])(
    'the image without a program only lacks the program, but has its directory: %s',
    async (mode) => {
      const { world, engine } = scene()
      const { built } = await build(world, engine)
      const name = `head-${mode}-without-program`
      for (const one of built)
        if (one.mode.name === mode)
          expect(one).toMatchObject({ image: { withoutProgram: `linkgate/run1:${name}` } })
      const [whole, without] = await Promise.all(
        [`head-${mode}`, name].map(async (one) =>
          expectValue(
            await readSavedImage(await world.archives.read(`/tmp/linkgate-Run1/image-${one}/image.tar`)),
          ),
        ),
      )
      const started = (image: typeof whole) => [
        image?.image.entrypoint,
        image?.image.user,
        image?.image.workingDir,
        image?.environment,
        image?.platform,
      ]
      expect(started(without)).toEqual(started(whole))
      const layersOf = (image: typeof whole) => image?.image.layers.map(({ diffId }) => diffId) ?? []
      expect(layersOf(without).slice(0, -1)).toEqual(layersOf(whole).slice(0, -1))
      expect(without?.image.layers.at(-1)?.createdBy).toBe('linkgate: /app')
    },
  )

  test('a base with other libraries has its own image without a program', async () => {
    const world = fakeWorld({
      host: { cpus: 1 },
      files: { ...files, '/lib/x86_64-linux-gnu/libm.so.6': elfFile({ type: 3 }) },
      commands: {
        'gcc --version': 'gcc 14',
        'go build': async ({ command, cwd = '' }) => {
          const needed = cwd.includes('head') ? ['libc.so.6', 'libm.so.6'] : ['libc.so.6']
          const bytes = elfFile({ interpreter: loader, needed })
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', bytes, 0o755)
          return ''
        },
      },
    })
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    })
    const { built } = await build(world, engine, planWith({ yaml: 'modes: [dynamic]' }))
    const without = built.map((one) => one.kind === 'built' && one.image)
    expect(without).toMatchObject([
      { withoutProgram: 'linkgate/run1:base-dynamic-without-program' },
      { withoutProgram: 'linkgate/run1:head-dynamic-without-program' },
    ])
  })

  test('builds each platform in turn, and reports why it leaves a mode out', async () => {
    const { world, engine } = scene(undefined, { 'aarch64-linux-gnu-gcc --version': { exitCode: 127 } })
    const plan = planWith({ yaml: 'platforms: [windows/amd64, linux/amd64, linux/arm64]' })
    const handles = await handlesFor(world, engine)
    const { variants, findings } = await buildAll(handles, plan, savedImages(handles))
    const heads = [...variants].filter(({ revision }) => revision === 'head')
    expect(heads.map(({ platform, mode, kind }) => [platform, mode.name, kind])).toEqual([
      ['windows/amd64', 'static', 'program'],
      ['linux/amd64', 'static', 'built'],
      ['linux/amd64', 'dynamic', 'built'],
      ['linux/arm64', 'static', 'built'],
      ['linux/arm64', 'dynamic', 'unbuilt'],
    ])
    const built = world.exec.calls.filter(({ command }) => command.join(' ').startsWith('go build'))
    expect(built.map(({ env = {} }) => `${env['GOOS']}/${env['GOARCH']}`)).toEqual([
      ...Array(4).fill('linux/amd64'),
      ...Array(2).fill('linux/arm64'),
      ...Array(2).fill('windows/amd64'),
    ])
    const image = await readSavedImage(
      await world.archives.read('/tmp/linkgate-Run1/image-head-static-linux-arm64/image.tar'),
    )
    expect(expectValue(image).platform).toBe('linux/arm64')
    expect(findings.map(worded)).toEqual([
      {
        id: 'build/mode-excluded',
        verdict: 'pass',
        revision: 'head',
        platform: 'windows/amd64',
        message:
          'Not measured: `dynamic` does not exist on windows/amd64, where all programs are linked to the libraries of the system',
      },
    ])
  })

  test('builds two programs at a time on two processors, and records what the linker reaches for one platform', async () => {
    const atWork = new Set<string>()
    const [counts, recorded] = [[] as number[], new Set<string>()]
    const both = ['linux/arm64 /checkouts/head', 'linux/amd64 /checkouts/base']
    const met = new Map(both.map((name) => [name, Promise.withResolvers<void>()]))
    const world = fakeWorld({
      host: { cpus: 2 },
      files,
      commands: {
        'go build': async ({ command, cwd, env = {} }) => {
          const name = `${env['GOOS']}/${env['GOARCH']} ${cwd}`
          atWork.add(name)
          if (command.some((word) => word.startsWith('-toolexec'))) recorded.add(name)
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({}), 0o755)
          // head of the next platform and base of the first one wait for each other
          met.get(name)?.resolve()
          if (met.has(name)) await Promise.all([...met.values()].map(({ promise }) => promise))
          counts.push(atWork.size)
          atWork.delete(name)
          return ''
        },
      },
    })
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    })
    const plan = planWith({ yaml: 'modes: [static]\nplatforms: [linux/amd64, linux/arm64, windows/amd64]' })
    const handles = await handlesFor(world, engine)
    const { variants } = await buildAll(handles, plan, savedImages(handles))
    expect(variants.filter(hasProgram).size).toBe(6)
    expect(Math.max(...counts)).toBe(2)
    expect([...recorded]).toEqual(['linux/amd64 /checkouts/head', 'linux/amd64 /checkouts/base'])
  })

  test('a variant that does not build does not prevent building the others', async () => {
    const { world, engine } = scene((cwd, cgo) => cwd.includes('head') && cgo === '1')
    const { built } = await build(world, engine)
    expect(built.map(({ kind }) => kind)).toEqual(['built', 'unbuilt', 'built', 'unbuilt'])
    expect(built[1]).toMatchObject({ failure: { output: [], why: [{ kind: 'head-not-built' }] } })
    expect(built[3]).toMatchObject({ failure: { output: ['main.go:1:1: broken'], why: [] } })
    expect(world.log.text('info')).toContain('build head, dynamic failed: main.go:1:1: broken')
  })

  test('reports a missing C compiler once, in the mode that needs one', async () => {
    const { world, engine } = scene((_, cgo) => cgo === '1', { 'gcc --version': { exitCode: 127 } })
    const { built } = await build(world, engine)
    expect(built.map(({ kind }) => kind)).toEqual(['built', 'unbuilt', 'built', 'unbuilt'])
    const why = { kind: 'need-missing', mode: 'dynamic', need: 'c-compiler', compiler: 'gcc' }
    expect(built[3]).toMatchObject({ failure: { output: [], why: [why] } })
  })

  test('resolves a base image once, and has the builder add the program', async () => {
    const texts: string[] = []
    const engine = fakeEngine(
      () => {
        throw new Error('nothing is started here')
      },
      {
        async pin(name) {
          texts.push(`pin ${name}`)
          return succeed({ pinned: `${name}@sha256:1`, digest: 'sha256:1', layers: ['a'] })
        },
        async build({ text }) {
          texts.push(text)
          return succeed({ milliseconds: 1 })
        },
      },
    )
    const yaml = 'modes: { static: { base-image: alpine:3.20 } }'
    const { world } = scene()
    const { built } = await build(world, engine, planWith({ yaml }))
    const text = 'FROM alpine:3.20@sha256:1\nADD program.tar /\nENTRYPOINT ["/app/api"]\n'
    expect(texts).toEqual(['pin alpine:3.20', text, text])
    expect(built[1]).toMatchObject({
      image: {
        kind: 'on-base',
        program: '/app/api',
        on: { name: 'alpine:3.20', digest: 'sha256:1' },
        baseLayers: ['a'],
      },
    })
    const [base] = built
    expect(base?.kind === 'built' && world.files.modeOf(base.image.binary)).toBe(0o755)
  })

  test('without a builder, every mode uses the built-in image, and one finding has the reason', async () => {
    const { world } = scene()
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    }, noBuilder)
    const shipped = { build: { dockerfile: 'deploy/Dockerfile', facts: {} } } as NonNullable<
      ImagePlan['shipped']
    >
    const plan = planWith({ images: { shipped } })
    const handles = await handlesFor(world, engine)
    const { variants, findings } = await buildAll(handles, plan, savedImages(handles))
    expect([...variants].map((one) => one.kind === 'built' && one.image.kind)).toEqual(
      Array(4).fill('laid-out'),
    )
    expect(findings).toMatchObject([
      { id: 'dockerfile/no-builder', verdict: 'warn', params: { dockerfile: 'deploy/Dockerfile' } },
    ])
  })

  test('builds only head if there is no base', async () => {
    const { world, engine } = scene()
    const { built } = await build(world, engine, planWith({ checkouts: { head: '/checkouts/head' } }))
    expect(built.map(({ revision }) => revision)).toEqual(['head', 'head'])
  })

  test('removes existing images even if something fails', async () => {
    const { world } = scene()
    const engine = fakeEngine(
      () => {
        throw new Error('x')
      },
      {
        take: () => {
          throw new Error('no space left')
        },
      },
    )
    const handles = await handlesFor(world, engine)
    const plan = planWith()
    const building = buildAll(handles, plan, savedImages(handles))
    await expect(building).rejects.toThrow('no space left')
    await handles.workspace.close()
    expect(engine.asked).toContainEqual(['remove', 'run1'])
  })
})

test('builds the built-in image if the Dockerfile would run programs of another platform', async () => {
  const world = fakeWorld({
    files: {
      '/checkouts/head/go.mod': '',
      '/checkouts/head/Dockerfile': 'FROM golang:1.24\nRUN go build -o /api .\n',
    },
    commands: {
      'go build': async ({ command }) => {
        await world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({}), 0o755)
        return ''
      },
    },
  })
  const engine = fakeEngine(() => {
    throw new Error('nothing is started here')
  })
  const shipped = {
    build: { dockerfile: 'Dockerfile', context: '.', buildArgs: {}, facts: {} },
  } as NonNullable<ImagePlan['shipped']>
  const plan = planWith({
    yaml: 'modes: [static]',
    images: { shipped },
    checkouts: { head: '/checkouts/head' },
  })
  const foreign = plan.variants.map((one) => ({ ...one, platform: 'linux/arm64', foreign: {} }) as const)
  const onArm = {
    ...plan,
    target: { ...plan.target, platform: 'linux/arm64' as const },
    variants: setOf(...foreign),
  }
  const handles = await handlesFor(world, engine)
  const { variants, findings } = await buildAll(handles, onArm, savedImages(handles))
  expect([...variants].map(({ source, kind }) => [source, kind])).toEqual([['built-in', 'built']])
  expect(findings.map(worded)).toMatchObject([
    {
      id: 'dockerfile/other-platform',
      verdict: 'warn',
      message:
        'The image of Dockerfile is not measured for linux/arm64: `RUN` in line 2 runs programs of linux/arm64, which this machine cannot run. linkgate measures the built-in image instead.',
    },
  ])
})
