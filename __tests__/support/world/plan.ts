import { fail, succeed } from '../../../src/common/result.ts'
import type { BuiltInMode } from '../../../src/config/built-in-modes.ts'
import { defaultConfig, parseConfig } from '../../../src/config/config.ts'
import { resolveMode } from '../../../src/config/modes.ts'
import type { ContainerOptions, Engine } from '../../../src/effects/engine.ts'
import type { Session } from '../../../src/effects/exec.ts'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import type { World } from '../../../src/effects/world.ts'
import type { BuiltVariant } from '../../../src/images/built-variant.ts'
import type { InspectedVariant, VariantInspection } from '../../../src/images/inspect-variants.ts'
import type { Mode } from '../../../src/model/mode.ts'
import type { Platform } from '../../../src/model/platform.ts'
import type { Revision } from '../../../src/model/revision.ts'
import { VariantSet } from '../../../src/model/variant-set.ts'
import type { Handles } from '../../../src/plan/handles.ts'
import type { ImagePlan, Plan } from '../../../src/plan/plan.ts'
import { keyOf, type PlannedVariant, planVariants } from '../../../src/plan/planned-variant.ts'
import type { Git } from '../../../src/repository/git/git.ts'
import type { Checkouts } from '../../../src/repository/git/worktrees.ts'
import type { GoTool } from '../../../src/repository/go/toolchain.ts'
import { expectValue } from '../results.ts'
import { sha256 } from './world.ts'

export const goTool: GoTool = {
  version: 'go1.26.1',
  root: '/go',
  cache: '/cache/build',
  moduleCache: '/cache/modules',
  compiler: 'gcc',
  flags: '',
}

export function modeNamed(name: BuiltInMode): Mode {
  const mode = resolveMode(name, {}, { tags: [], ldflags: '-s -w' })
  if (mode === undefined) throw new Error(name)
  return mode
}

export interface FakeEngine extends Engine {
  /** Calls in order. */
  readonly asked: readonly (readonly string[])[]
  readonly created: readonly ContainerOptions[]
}

/** An engine without images. A container has the name of its image, a second one is `IMAGE, 2`. `session` is its probe. */
export function fakeEngine(session: (image: string) => Session, given: Partial<Engine> = {}): FakeEngine {
  const asked: string[][] = []
  const created: ContainerOptions[] = []
  return {
    asked,
    created,
    name: 'docker',
    version: '28.0.0',
    take(reference) {
      asked.push(['take', reference])
    },
    load: async (reference) => {
      asked.push(['load', reference])
    },
    archiveOf: async (reference, archive) => {
      asked.push(['save', reference, archive])
      return archive
    },
    async build({ reference }) {
      asked.push(['build', reference])
      return succeed({ milliseconds: 1 })
    },
    canBuild: async () => true,
    cacheBackends: async () => ({ reads: 'all', writes: 'all' }),
    hasCacheMounts: async () => false,
    builderIdentity: async () => ['buildx', '0.13'],
    runCacheSteps: async () => fail('there are none'),
    async pin(reference) {
      asked.push(['pin', reference])
      return succeed({ pinned: reference, layers: [] })
    },
    baseImage: async () => ({ layers: [] }),
    servicesNetwork: async () => fail('there are none'),
    async create(options) {
      const { image } = options
      asked.push(['create', image])
      const number = 1 + created.filter((one) => one.image === image).length
      created.push(options)
      return `container of ${image}${number === 1 ? '' : `, ${number}`}`
    },
    copyInto: async (container, from, to) => {
      asked.push(['copy', container, from, to])
    },
    start(container) {
      asked.push(['start', container])
      return session(container.replace('container of ', ''))
    },
    enter(container, program) {
      asked.push(['enter', container, program])
      return session(container.replace('container of ', ''))
    },
    fault: async () => undefined,
    removeAll: async (run) => {
      asked.push(['remove', run])
    },
    runs: async () => [],
    ...given,
  }
}

const noGit = new Proxy({} as Git, {
  get: (_, name) => () => {
    throw new Error(`git was asked for ${String(name)}`)
  },
})

/** The given parts of a plan. The default is an app with both revisions and no Dockerfile. */
export interface PlanGiven {
  /** Keys of the configuration besides `version`. */
  readonly yaml?: string
  readonly checkouts?: Checkouts
  readonly platform?: Platform
  readonly go?: GoTool
  readonly images?: Partial<ImagePlan>
}

export function planWith({
  yaml,
  checkouts,
  platform = 'linux/amd64',
  go = goTool,
  images,
}: PlanGiven = {}): Plan {
  const config = yaml === undefined ? defaultConfig() : expectValue(parseConfig(`version: 1\n${yaml}`, 'f'))
  const source = {
    root: '/repository',
    repository: 'repository',
    revisions: { base: { sha: 'b'.repeat(40) }, head: { sha: 'a'.repeat(40) }, because: 'given' },
    checkouts: checkouts ?? { head: '/checkouts/head', base: '/checkouts/base' },
    modules: ['.'],
  }
  return {
    app: 'api',
    settings: { config },
    go,
    source,
    target: {
      main: { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/api/cmd/api' },
      platform,
      obstacles: [],
      cgo: {},
      sources: {},
    },
    images: { survey: { builds: [], services: [], notes: [] }, configured: [], ...images },
    variants: planVariants(
      config.modes,
      source.checkouts,
      (config.platforms ?? [platform]).map((one) => ({ platform: one })),
    ),
  }
}

/** Handles for a plan. Git must not be used, and the engine only if it is given. */
export async function handlesFor(world: World, engine: Engine = noEngine()): Promise<Handles> {
  return { world, workspace: await openWorkspace(world), engine, git: noGit }
}

function noEngine(): Engine {
  return fakeEngine(() => {
    throw new Error('no session was planned')
  })
}

/** A variant in the plan of `planWith`. */
export function plannedAs(revision: Revision, mode: 'static' | 'dynamic'): PlannedVariant {
  return { revision, mode: modeNamed(mode), platform: 'linux/amd64', checkout: `/checkouts/${revision}` }
}

/** A variant with a built-in image. */
function builtAs(revision: Revision, mode: 'static' | 'dynamic'): BuiltVariant {
  const reference = `${revision}-${mode}`
  return {
    ...plannedAs(revision, mode),
    kind: 'built',
    source: 'built-in',
    image: {
      kind: 'laid-out',
      binary: `/out/${reference}`,
      milliseconds: 1234.6,
      loading: [],
      reference,
      withoutProgram: reference,
      program: '/app/api',
    },
  }
}

export function inspectedAs(
  revision: Revision,
  mode: 'static' | 'dynamic',
  given: Partial<VariantInspection> = {},
): InspectedVariant {
  const name = `${revision}-${mode}`
  return {
    ...builtAs(revision, mode),
    inspection: {
      binary: { size: 7_000_000, sha256: sha256(name), modules: {}, direct: [] },
      linkage: {
        kind: mode,
        needed: mode === 'dynamic' ? ['libc.so.6'] : [],
        machine: 'amd64',
        pie: false,
        ...(mode === 'dynamic' ? { interpreter: '/lib64/ld-linux-x86-64.so.2' } : {}),
      },
      image: {
        id: sha256(`image ${name}`),
        layers: [{ diffId: sha256(`layer ${name}`), size: 7_100_000, compressedSize: 3_000_000 }],
        entrypoint: ['/app/api'],
        user: '',
        workingDir: '/app',
      },
      start: { entrypoint: ['/app/api'], command: [] },
      environment: [],
      check: succeed({ runtime: [] }),
      ...given,
    },
  }
}

export function setOf<V extends PlannedVariant>(...variants: readonly V[]): VariantSet<V> {
  return VariantSet.of(variants, keyOf)
}
