/**
 * Starts programs of other platforms in sequence in one container. Creating and starting a container for each would take longer than
 * their starts.
 */
import { settleAll, settleSome } from '../common/settle.ts'
import type { Log } from '../effects/log.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import { keyOf } from '../plan/planned-variant.ts'
import { traceOne } from './emulated-starts.ts'
import {
  openRunningVariants,
  type ProbeSessions,
  type RunningVariant,
  type Starter,
} from './running-variants.ts'
import { besideDeadline, type StartPhase } from './sampling/start-phase.ts'
import { startOnce } from './sampling/starts.ts'
import { lacksTls } from './sampling/tls.ts'
import { emulatorPath } from './starters.ts'

/** Directory of the programs in the container, in which program 0 and its emulator are `0` and `0-emulator`. */
const programsDirectory = '/.linkgate-programs'

/** Starters of one revision and mode that differ only in the program and its emulator. */
type Group = readonly [Starter, ...Starter[]]

/**
 * Starts programs that can share a container. Those that are missing in the result need their own container: if an app has written a
 * file, that could affect the start of the next one.
 */
export async function traceShared(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  phase: StartPhase,
  starters: Iterable<Starter>,
  given: ProbeSessions,
): Promise<ReadonlyMap<InspectedVariant, RunningVariant>> {
  const { host } = handles.world
  const groups = groupsOf(starters)
  const containers = await besideDeadline(phase, () =>
    settleAll(groups.map((group) => openShared(handles, phase, group, given))),
  )
  const traced = await settleSome(containers, host.cpus, ({ group, container }) =>
    traceGroup(phase, group, container, handles.world.log),
  )
  return new Map(traced.flat())
}

function groupsOf(starters: Iterable<Starter>): readonly Group[] {
  const alike = Map.groupBy(starters, ({ image, directory, startsAs, variant }) =>
    JSON.stringify([
      variant.revision,
      variant.mode.name,
      image,
      directory,
      startsAs,
      variant.image.program,
      variant.inspection.start,
    ]),
  )
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined || others.length === 0 ? [] : [[first, ...others] as const],
  )
}

interface SharedContainer {
  readonly group: Group
  readonly container: RunningVariant
}

/** Copies all programs before anything is started, because an app could replace the directory to which others are copied. */
async function openShared(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { settings }: Pick<StartPhase, 'settings'>,
  group: Group,
  given: ProbeSessions,
): Promise<SharedContainer> {
  const { world, workspace } = handles
  const [{ variant, files, emulator: _emulator, program: _program, ...same }] = group
  const staged = workspace.buildPath(`programs-${variant.revision}-${variant.mode.name}`)
  for (const [index, starter] of group.entries()) {
    const { image: own, foreign } = starter.variant
    await world.files.copy(own.binary, `${staged}/${index}`)
    if (foreign?.runBy?.kind === 'program')
      await world.files.copy(foreign.runBy.path, `${staged}${emulatorOf(index)}`)
  }
  const others = files.filter(({ to }) => to !== emulatorPath)
  const starter = { ...same, variant, files: [...others, { from: `${staged}/.`, to: programsDirectory }] }
  const variants = VariantSet.of([starter], (one) => keyOf(one.variant))
  const opened = await openRunningVariants(handles, settings, { variants, control: undefined }, given)
  await world.files.remove(staged)
  const [container] = opened.variants
  if (container === undefined) throw new Error('no container was opened')
  return { group, container }
}

const emulatorOf = (index: number) => `/${index}-emulator`

async function traceGroup(
  phase: StartPhase,
  group: Group,
  container: RunningVariant,
  log: Pick<Log, 'info'>,
): Promise<readonly (readonly [InspectedVariant, RunningVariant])[]> {
  const traced: (readonly [InspectedVariant, RunningVariant])[] = []
  const { path } = container.program
  for (const [index, starter] of group.entries()) {
    const request = { program: path, directory: programsDirectory, copy: index, unchanged: '/' }
    const placed = await container.probe.place(request)
    if (!placed.ok) {
      const { revision, mode } = starter.variant
      log.info(
        `${revision}, ${mode.name}: programs for other platforms get separate containers: ${placed.problem.message}`,
      )
      break
    }
    const running = inShared(container, starter, index)
    const isWhole = await traceOne(phase, running, startOnce)
    // no other app can have affected the first one
    const isItsOwnFailure = index === 0 && !lacksTls(running)
    if (isWhole || isItsOwnFailure) traced.push([starter.variant, running])
    if (!isWhole) break
  }
  return traced
}

function inShared(container: RunningVariant, { emulator }: Starter, index: number): RunningVariant {
  const runBy = emulator === undefined ? [] : [`${programsDirectory}${emulatorOf(index)}`]
  return {
    ...container,
    startedWithout(leftOut) {
      const { argv, ...same } = container.startedWithout(leftOut)
      return { ...same, argv: [...runBy, ...argv] }
    },
  }
}
