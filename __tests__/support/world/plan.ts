import { defaultConfig, parseConfig } from '../../../src/config/config.ts'
import { resolveMode } from '../../../src/config/modes.ts'
import type { ContainerOptions, Engine } from '../../../src/effects/engine.ts'
import type { Session } from '../../../src/effects/exec.ts'
import type { Inspected } from '../../../src/images/inspect-variants.ts'
import type { Mode } from '../../../src/model/mode.ts'
import type { Revision } from '../../../src/model/variant.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import type { Git } from '../../../src/repository/git/git.ts'
import type { GoTool } from '../../../src/repository/go/toolchain.ts'
import { expectValue } from '../results.ts'
import { sha256 } from './world.ts'

export const goTool: GoTool = {
  version: 'go1.26.1',
  root: '/go',
  cache: '/cache/build',
  moduleCache: '/cache/modules',
  compiler: 'gcc',
}

export function modeNamed(name: 'static' | 'dynamic'): Mode {
  const mode = resolveMode(name, {}, { tags: [], ldflags: '-s -w' })
  if (mode === undefined) throw new Error(name)
  return mode
}

export interface FakeEngine extends Engine {
  /** What was asked of it, in order. */
  readonly asked: readonly (readonly string[])[]
  readonly created: readonly ContainerOptions[]
}

/** An engine without images: containers are named after theirs, and are spoken to as `session` says. */
export function fakeEngine(session: (image: string) => Session, given: Partial<Engine> = {}): FakeEngine {
  const asked: string[][] = []
  const created: ContainerOptions[] = []
  return {
    asked,
    created,
    name: 'docker',
    version: '28.0.0',
    load: async (archive) => {
      asked.push(['load', archive])
    },
    save: async (reference, archive) => {
      asked.push(['save', reference, archive])
    },
    async build({ reference }) {
      asked.push(['build', reference])
      return { ok: true, milliseconds: 1 }
    },
    async pin(reference) {
      asked.push(['pin', reference])
      return { pinned: reference, layers: [] }
    },
    servicesNetwork: async () => ({ problem: 'there are none' }),
    async create(options) {
      asked.push(['create', options.image])
      created.push(options)
      return `container of ${options.image}`
    },
    copyInto: async (container, from, to) => {
      asked.push(['copy', container, from, to])
    },
    start(container) {
      asked.push(['start', container])
      return session(container.replace('container of ', ''))
    },
    removeAll: async (run) => {
      asked.push(['remove', run])
    },
    ...given,
  }
}

const noGit = new Proxy({} as Git, {
  get: (_, name) => () => {
    throw new Error(`git was asked for ${String(name)}`)
  },
})

export function planWith(given: Partial<Plan> & { readonly yaml?: string } = {}): Plan {
  const { yaml, ...rest } = given
  return {
    config: yaml === undefined ? defaultConfig() : expectValue(parseConfig(`version: 1\n${yaml}`, 'f')),
    go: goTool,
    engine: fakeEngine(() => {
      throw new Error('no session was planned')
    }),
    revisions: { base: { sha: 'b'.repeat(40) }, head: { sha: 'a'.repeat(40) }, because: 'given' },
    checkouts: { head: '/checkouts/head', base: '/checkouts/base' },
    root: '/repository',
    repository: 'repository',
    modules: ['.'],
    app: 'api',
    main: { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/api/cmd/api' },
    git: noGit,
    survey: { builds: [], services: [] },
    configured: [],
    obstacles: [],
    platform: 'linux/amd64',
    ...rest,
  }
}

export function inspectedAs(
  revision: Revision,
  mode: 'static' | 'dynamic',
  given: Partial<Inspected> = {},
): Inspected {
  const name = `${revision}-${mode}`
  return {
    revision,
    mode: modeNamed(mode),
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
    reference: name,
    runtime: [],
    ...given,
  }
}
