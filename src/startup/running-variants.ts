import { InputError } from '../common/errors.ts'
import { settleAll } from '../common/settle.ts'
import type { Config } from '../config/config.ts'
import type { Session } from '../effects/exec.ts'
import { defaultPort, type StartSettings } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import { argvOf } from '../inspect/start/argv.ts'
import type { Revision } from '../model/revision.ts'
import type { StartCondition, StartConditionKind } from '../model/start-condition.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import { whereLinksLead } from '../repository/links.ts'
import {
  type CopiedFile,
  makeContainer,
  networkOf,
  probePath,
  programFile,
  type StartImage,
} from './container.ts'
import type { MadeContainers } from './made-containers.ts'
import type { FirstStart } from './measured-variant.ts'
import type { Copies } from './probe/copies.ts'
import { msUntilGreeted } from './probe/greeting.ts'
import { openProbe, type Probe, type Start, type StartRequest } from './probe/probe.ts'
import type { StartState } from './sampling/start-state.ts'

/** A variant, or the control, in its own container, in which it is started repeatedly. */
export interface RunningVariant {
  /** Replaced, together with the container, if the app speaks TLS. */
  probe: Probe
  container: string
  /** Milliseconds from the start of the container until the probe runs in it; undefined if it never does. */
  enteredMs: Promise<number | undefined>
  /** Replaces the container by a new one, whose probe has TLS. */
  readonly reopenWithTls: () => Promise<OpenContainer>
  /** Path of the program in the container, and its size in bytes. */
  readonly program: { readonly path: string; readonly size: number }
  readonly isControl: boolean
  /** What linkgate adds to the way the image starts the app. */
  readonly added: readonly StartCondition[]
  /** How the app is started without some of these additions. */
  readonly startedWithout: (
    leftOut: readonly StartConditionKind[],
  ) => Pick<StartRequest, 'argv' | 'env' | 'dir'>
  /** The address from the configuration; empty if it has none. */
  readonly givenAddress: string
  /** Replaced after each start. */
  state: StartState
  /** Milliseconds of the last start, including the request to the probe. */
  lastMs: number
  /** Whether the app has been started in this container before. */
  hasStarted: boolean
  first: FirstStart | undefined
  /** One start for each completed round. */
  readonly starts: Start[]
  /** Number of rounds after which its mode left sampling; later starts serve the control only. Absent until then. */
  leftAfter?: number
  /** Copies of the program, from which each start draws one; absent if there are none. */
  copies?: Copies
  /** Starts with GODEBUG=inittrace=1; absent before the first one. */
  traced?: Start[]
}

export type OpenContainer = Pick<RunningVariant, 'probe' | 'container' | 'enteredMs'>

export interface RunningVariants {
  readonly variants: VariantSet<RunningVariant>
  /** undefined if there is nothing to compare. */
  readonly control: RunningVariant | undefined
}

/** A variant to start, and how. */
export interface Starter extends StartImage {
  readonly variant: InspectedVariant
  /** Other files that are copied into its container. */
  readonly files: readonly CopiedFile[]
  /** Working directory. Default: that of the image. */
  readonly directory?: string
  /** Path in the container of the emulator that runs the program; absent if the kernel runs it. */
  readonly emulator?: string
}

export interface ProbeSessions {
  /** Returns the path of the probe on this machine. */
  readonly probe: (withTls: boolean) => Promise<string>
  /** Containers that were created during the builds, with the program and a probe without TLS. */
  readonly made?: Pick<MadeContainers, 'take'> | undefined
  /** Receives every session as soon as it is open, so that the caller can end it. */
  readonly sessions: Session[]
}

/** Creates and starts the containers of all variants and of the control. */
export async function openRunningVariants(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  settings: Config['startup'],
  starters: { readonly variants: VariantSet<Starter>; readonly control: Starter | undefined },
  { probe, made, sessions }: ProbeSessions,
): Promise<RunningVariants> {
  const { world, engine } = handles
  const network = await networkOf(settings, engine)
  const enter = async (
    starter: Starter,
    { isControl, withTls }: { readonly isControl: boolean; readonly withTls: boolean },
  ): Promise<OpenContainer & { session: Session }> => {
    const from = await probe(withTls)
    const before = withTls ? undefined : await made?.take(starter.variant.image.reference, isControl)
    const container = before ?? (await makeContainer(handles, settings, starter, network))
    const missing = before === undefined ? [{ from, to: probePath }, ...programOf(starter)] : []
    const own = isControl ? controlFiles(starter) : []
    const configured = await filesOf(handles, settings, starter)
    for (const { from, to } of [...missing, ...own, ...starter.files, ...configured])
      await engine.copyInto(container, from, to)
    const session = engine.start(container)
    sessions.push(session)
    const opened = openProbe(session, () => engine.fault())
    return { probe: opened, container, enteredMs: msUntilGreeted(opened, world.clock), session }
  }
  const open = async (starter: Starter, isControl = false): Promise<RunningVariant> => {
    const { session, ...opened } = await enter(starter, { isControl, withTls: false })
    let current = session
    const added = addedConditions(starter, settings)
    const givenAddress = addressOf(settings)
    return {
      ...opened,
      async reopenWithTls() {
        await current.close()
        const { session: withTls, ...reopened } = await enter(starter, { isControl, withTls: true })
        current = withTls
        return reopened
      },
      program: { path: starter.variant.image.program, size: starter.variant.inspection.binary.size },
      isControl,
      added,
      startedWithout: (leftOut) =>
        startedUnder(
          added.filter(({ kind }) => !leftOut.includes(kind)),
          starter,
          settings.args,
        ),
      givenAddress,
      state: { kind: 'never-ready', address: givenAddress },
      lastMs: 0,
      hasStarted: false,
      first: undefined,
      starts: [],
    }
  }
  // in parallel, because this mostly waits for the engine
  const [variants, control] = await settleAll([
    starters.variants.mapAsync((starter) => open(starter)),
    starters.control && open(starters.control, true),
  ])
  return { variants, control }
}

/** Settings of the start that neither the image nor the configuration contains. */
function addedConditions(
  { variant, startsAs, directory }: Starter,
  { port, env, setsPort }: Config['startup'],
): readonly StartCondition[] {
  const isSet = [
    ...variant.inspection.environment,
    ...Object.keys(startsAs?.env ?? {}).map((name) => `${name}=`),
  ]
    // the image's own PORT is kept
    .some((one) => one.startsWith('PORT='))
  const value = port ?? (isSet ? undefined : defaultPort)
  const isOpen = setsPort && !Object.hasOwn(env, 'PORT')
  return [
    ...(isOpen && value !== undefined ? [{ kind: 'port', value: `${value}` } as const] : []),
    ...(startsAs?.by === undefined
      ? []
      : [{ kind: 'arguments', arguments: startsAs.arguments, by: startsAs.by } as const]),
    ...(directory === undefined ? [] : [{ kind: 'directory', path: directory } as const]),
  ]
}

function startedUnder(
  conditions: readonly StartCondition[],
  starter: Starter,
  args: readonly string[],
): Pick<StartRequest, 'argv' | 'env' | 'dir'> {
  const { startsAs } = starter
  const isFound = startsAs?.by !== undefined
  const hasFound = conditions.some(({ kind }) => kind === 'arguments')
  return {
    argv: [
      ...(starter.emulator === undefined ? [] : [starter.emulator]),
      ...commandOf(starter.variant, isFound && !hasFound ? undefined : startsAs, args),
    ],
    env: conditions.flatMap((one) => (one.kind === 'port' ? [`PORT=${one.value}`] : [])),
    dir: conditions.find((one) => one.kind === 'directory')?.path ?? '',
  }
}

function programOf({ program }: Starter): Starter['files'] {
  return program === undefined ? [] : [program]
}

/**
 * Overwrites the control's program with a second copy of the same file, so that it has its own place in memory and on disk. Not for a program
 * with capabilities: copied from outside, it would lose them and might not start.
 */
function controlFiles({ variant, program }: Starter): Starter['files'] {
  return program !== undefined || variant.inspection.isCapable === true ? [] : [programFile(variant.image)]
}

/** The configured files, from the revision's own checkout. Links that lead outside are refused, as the app would get files of the machine. */
async function filesOf(
  { world }: Pick<Handles, 'world'>,
  { files }: Config['startup'],
  { variant: { revision, checkout } }: Starter,
): Promise<Starter['files']> {
  const found: CopiedFile[] = []
  for (const [to, path] of Object.entries(files)) {
    const place = await whereLinksLead(world.files, checkout, path)
    if (place.kind !== 'inside') throw new InputError([noFile(revision, path, place.kind)])
    found.push({ from: `${checkout}/${place.path}`, to })
  }
  return found
}

function commandOf(
  variant: InspectedVariant,
  startsAs: StartSettings | undefined,
  given: readonly string[],
): readonly string[] {
  const { start } = variant.inspection
  if (startsAs === undefined) return argvOf(start, given)
  const own = given.length > 0 ? [...startsAs.kept, ...given] : startsAs.arguments
  return [...start.entrypoint, ...own]
}

function addressOf({ port, socket }: Config['startup']): string {
  if (socket !== undefined) return `unix:${socket}`
  return port === undefined ? '' : `127.0.0.1:${port}`
}

function noFile(revision: Revision, path: string, kind: 'outside' | 'missing'): string {
  const what = kind === 'outside' ? 'is a link to a path outside the repository' : 'does not exist'
  return `\`${path}\` of \`startup: { files: … }\` ${what} in ${revision}: use a file or directory of the repository`
}
