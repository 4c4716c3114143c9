/**
 * Compares starts of the same images on Docker with those on the embedded engine: npm run bench:engines -- [ROUNDS]
 *
 * Each image has a container on each engine, and one more on Docker without its system call filter (seccomp), which the embedded
 * engine does not have either. In each round all start once, in random order, as in a check. `again` is a second container of the
 * same kind, and shows the difference between two of them. The confidence intervals are 99 %.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { realWorld } from '../__tests__/support/world/real.ts'
import { type ContainerOptions, type Engine, runLabel } from '../src/effects/engine.ts'
import { runOf } from '../src/effects/workspace.ts'
import { EmbeddedEngine } from '../src/images/engines/embedded/embedded.ts'
import { noBuilder } from '../src/images/engines/embedded/no-builder.ts'
import { startOutcomeOf } from '../src/startup/measured-variant.ts'
import type { Start } from '../src/startup/probe/probe.ts'
import { median } from '../src/startup/statistics.ts'
import { shiftBetween } from '../src/startup/two-samples.ts'
import { buildPlants } from './noise/plants.ts'
import { type Built, importImage, removeImages, startInRounds, variantOf } from './noise/rounds.ts'

const execute = promisify(execFile)
const rounds = Number(process.argv[2] ?? 100)
/** Error of each bound of a 99 % interval. */
const alpha = 0.005

const kinds = ['docker', 'docker-again', 'docker-unfiltered', 'embedded', 'embedded-again'] as const
type Kind = (typeof kinds)[number]
const kindOf = (reference: string) => reference.split('/').at(-1) as Kind

/** An engine that passes each container on to the engine in the name of its image. */
function onBoth(docker: Engine, embedded: Engine): Engine {
  const of = (container: string) => (container.startsWith('embedded-') ? embedded : docker)
  const idOn = (container: string) => container.replace(/^embedded-/, '')
  const replaced: Partial<Engine> = {
    async create(options) {
      const kind = kindOf(options.image)
      const image = options.image.slice(0, options.image.lastIndexOf('/'))
      if (kind.startsWith('embedded')) return `embedded-${await embedded.create({ ...options, image })}`
      return kind === 'docker-unfiltered'
        ? createUnfiltered({ ...options, image })
        : docker.create({ ...options, image })
    },
    copyInto: (container, from, to) => of(container).copyInto(idOn(container), from, to),
    start: (container) => of(container).start(idOn(container)),
    enter: (container, program) => of(container).enter(idOn(container), program),
  }
  return new Proxy(docker, {
    get(target, name: keyof Engine) {
      const found = replaced[name] ?? target[name]
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

async function createUnfiltered({ image, run, entrypoint }: ContainerOptions): Promise<string> {
  const options = ['--interactive', '--log-driver=none', '--security-opt=seccomp=unconfined']
  const ours = [`--label=${runLabel}=${run}`, `--entrypoint=${entrypoint}`]
  return (await execute('docker', ['create', ...options, ...ours, image])).stdout.trim()
}

type Sample = (start: Start) => number | undefined
const metrics: Readonly<Record<string, Sample>> = {
  'start-up, ms': ({ readyMs }) => readyMs,
  'start-up less waiting for a CPU, ms': ({ readyMs, runDelayMs = 0 }) => readyMs - runDelayMs,
  'CPU to ready, ms': ({ cpuMs }) => cpuMs,
  'memory at ready, kB': ({ rssBytes }) => rssBytes && rssBytes / 1000,
  'minor page faults': ({ minorFaults }) => minorFaults,
}

function print(name: string, starts: Readonly<Record<Kind, readonly Start[]>>): void {
  console.log(`\n${name}, ${starts.docker.length} rounds`)
  for (const [metric, sample] of Object.entries(metrics)) {
    const of = (kind: Kind) => starts[kind].flatMap((start) => sample(start) ?? [])
    const medians = kinds.map((kind) => `${kind} ${median(of(kind)).toFixed(2)}`)
    console.log(`  ${metric}: ${medians.join(', ')}`)
    for (const [from, to] of [
      ['docker', 'docker-again'],
      ['embedded', 'embedded-again'],
      ['docker', 'embedded'],
      ['docker-unfiltered', 'embedded'],
    ] as const) {
      const { estimate, low, high } = shiftBetween(of(from), of(to), alpha)
      const holds = low <= 0 && high >= 0 ? 'has 0' : 'has no 0'
      console.log(
        `    ${to} − ${from}: ${estimate.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ${holds}`,
      )
    }
  }
}

const place = await mkdtemp(join(tmpdir(), 'bench-engines-'))
const references: string[] = []
try {
  const roots = await buildPlants(join(place, 'programs'))
  const directory = await mkdtemp(join(place, 'linkgate-'))
  const embedded = new EmbeddedEngine(realWorld(place), directory, noBuilder)
  for (const [name, plant] of [
    ['static', 'base'],
    ['dynamic', 'base-dynamic'],
  ] as const) {
    const root = roots[plant]
    const reference = await importImage(`engines-${name}`, root)
    references.push(reference)
    const archive = join(place, `${name}.tar`)
    await execute('docker', ['save', '--output', archive, reference])
    embedded.take(reference, archive)
    const built = kinds.map((kind): Built => ({ name: kind, root, reference: `${reference}/${kind}` }))
    const variants = await Promise.all(built.map(variantOf))
    const startup = await startInRounds(place, variants, rounds, (docker) => onBoth(docker, embedded))
    const starts = Object.fromEntries(
      [...startup.variants].map((variant) => {
        const outcome = variant.kind === 'built' ? startOutcomeOf(variant) : undefined
        if (outcome?.kind !== 'started') throw new Error(`${variant.mode.name}: ${JSON.stringify(outcome)}`)
        return [variant.mode.name, outcome.starts]
      }),
    ) as Record<Kind, readonly Start[]>
    print(name, starts)
    console.log(`  isolation of the embedded engine: ${JSON.stringify(embedded.isolation())}`)
    await embedded.removeAll(runOf(directory))
  }
} finally {
  await removeImages(references)
  await rm(place, { recursive: true, force: true })
}
