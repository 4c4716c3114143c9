import { InputError } from '../common/errors.ts'
import type { Session } from '../effects/exec.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { defaultPort, type StartsAs } from '../images/built-variant.ts'
import type { Inspected } from '../images/inspect-variants.ts'
import { argvOf } from '../inspect/start/argv.ts'
import type { Revision } from '../model/variant.ts'
import type { Plan } from '../plan/plan.ts'
import { type NotStarted, openProbe, type Probe, type Start } from './probe/probe.ts'

/** A variant in a container of its own, in which it is started again and again. */
export interface RunningVariant {
  readonly variant: Inspected
  /** The A/A control: a second copy of a base variant. */
  readonly isControl: boolean
  readonly probe: Probe
  readonly argv: readonly string[]
  /** Where it works; empty: in the image's own directory. */
  readonly directory: string
  /** When its container was started, on the world's clock. */
  readonly since: number
  /** Where and how it is spoken to; empty until that is known, and for an app that picks another port each time. */
  address: string
  scheme: string
  everReady: boolean
  /** Starts at which it listened elsewhere than before. */
  moves: number
  failures: number
  notStarted?: NotStarted
  /** The first start in the fresh container, and the time from starting the container to its end. */
  first?: { readonly start: Start; readonly engineMs: number }
  /** One for each completed round. */
  readonly starts: Start[]
  /** Those with GODEBUG=inittrace=1. */
  readonly traced: Start[]
}

export interface Starter {
  readonly variant: Inspected
  readonly isControl: boolean
  /** Reference under which the engine has its image. */
  readonly image: string
  /** What is copied into its container. */
  readonly files: readonly { readonly from: string; readonly to: string }[]
  /** Where it works; the image's own directory when absent. */
  readonly directory?: string
  /** Arguments and variables that are not the image's own. */
  readonly startsAs?: StartsAs
}

const probePath = '/.linkgate-probe'

/** Makes and starts the containers; what was started is added to `sessions` at once, for whoever must end it. */
export async function openRunningVariants(
  world: World,
  workspace: Workspace,
  plan: Plan,
  starters: readonly Starter[],
  probe: string,
  sessions: Session[],
): Promise<readonly RunningVariant[]> {
  const { args, env, port, socket, files } = plan.config.startup
  const network = await networkOf(plan)
  const open = async (starter: Starter): Promise<RunningVariant> => {
    const { variant, isControl, image, directory = '', startsAs } = starter
    const container = await plan.engine.create({
      image,
      run: workspace.run,
      entrypoint: probePath,
      ...(network === undefined ? {} : { network }),
      env: {
        // an image that sets it keeps what it sets
        ...(variant.environment.some((one) => one.startsWith('PORT=')) ? {} : { PORT: `${defaultPort}` }),
        ...startsAs?.env,
        ...(port === undefined ? {} : { PORT: `${port}` }),
        ...env,
      },
    })
    await plan.engine.copyInto(container, probe, probePath)
    for (const { from, to } of starter.files) await plan.engine.copyInto(container, from, to)
    for (const [to, path] of Object.entries(files)) {
      // as the revision itself has it
      const from = `${plan.checkouts[variant.revision] ?? plan.checkouts.head}/${path}`
      if ((await world.files.stat(from)) === undefined) throw new InputError([noFile(variant.revision, path)])
      await plan.engine.copyInto(container, from, to)
    }
    const since = world.clock.now()
    const session = plan.engine.start(container)
    sessions.push(session)
    return {
      variant,
      isControl,
      probe: openProbe(session),
      argv:
        startsAs === undefined
          ? argvOf(variant.start, args)
          : [...variant.start.entrypoint, ...argumentsAs(startsAs, args)],
      directory,
      since,
      address: socket !== undefined ? `unix:${socket}` : port !== undefined ? `127.0.0.1:${port}` : '',
      scheme: '',
      everReady: false,
      moves: 0,
      failures: 0,
      starts: [],
      traced: [],
    }
  }
  // most of it is the engine's work, and it works on several at a time
  const opened = await Promise.allSettled(starters.map(open))
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** What an image that stands in for another gives its program. */
function argumentsAs(startsAs: StartsAs, given: readonly string[]): readonly string[] {
  return given.length > 0 ? [...startsAs.kept, ...given] : startsAs.arguments
}

async function networkOf({ config, engine }: Plan): Promise<string | undefined> {
  const { network } = config.startup
  if (network !== 'services') return network
  const found = await engine.servicesNetwork()
  if ('problem' in found) throw new InputError([`\`startup: { network: services }\`: ${found.problem}`])
  return found.network
}

function noFile(revision: Revision, path: string): string {
  return `\`${path}\` of \`startup: { files: … }\` does not exist in ${revision}: give a file or directory of the repository`
}
