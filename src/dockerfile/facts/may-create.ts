import { relativeTo } from '../../common/paths.ts'
import { textOf } from '../../shell/words.ts'
import { copiesOf } from '../read/copies.ts'
import { type Dockerfile, parseDockerfile } from '../read/parse.ts'
import { type Run, runsOf } from '../read/runs.ts'
import { type StageStep, stepsOf } from '../read/scope.ts'
import type { BuildParameters } from '../read/stages.ts'
import { goCommandOf } from './go-command.ts'
import { type CompiledProgram, findImageProgram } from './image-program.ts'

/**
 * Whether a build may create a missing path before it compiles Go, by a command with unknown outputs or by a copy from elsewhere.
 * False only if nothing in the text can.
 *
 * @param path relative to the root of the context
 */
export function buildMayCreate(text: string, options: BuildParameters, path: string): boolean {
  const parsed = parseDockerfile(text)
  const found = parsed.ok ? findImageProgram(parsed.value, options) : parsed
  if (!parsed.ok || !found.ok || found.value.kind !== 'go') return true
  const dockerfile = parsed.value
  const started = found.value.builds.filter((build) => build.started)
  return (started.length > 0 ? started : found.value.builds).some((build) => {
    const stage = dockerfile.stages.find(({ index }) => index === build.stage)
    if (stage === undefined) return true
    const steps = stepsOf(dockerfile, stage, options).filter(
      (step) => step.stage !== stage || step.instruction.line < build.line,
    )
    const places = sourcePlaces(dockerfile, steps, build)
    return steps.some((step) => runMakes(dockerfile, step) || copyMakes(dockerfile, step, { places, path }))
  })
}

/** Programs that create no source files. */
const inert = new Set(
  ': [ addgroup adduser apk apt apt-get cat cd chmod chown dnf echo export file groupadd ldd ls microdnf mkdir printf rm set strip test touch true update-ca-certificates upx useradd yum'.split(
    ' ',
  ),
)
const inertOfGo = /^(?:build|clean|env|fix|fmt|get|help|install|list|mod|telemetry|test|version|vet|work)$/

function runMakes(dockerfile: Dockerfile, step: StageStep): boolean {
  if (step.instruction.keyword !== 'RUN') return false
  const runs = runsOf(dockerfile, step)
  const redirects = step.instruction.rest.text.replaceAll(/\d*>>?\s*(?:&\d|\/dev\/\S+)/g, '')
  return runs === undefined || redirects.includes('>') || runs.some((run) => !isInert(run))
}

function isInert(run: Run): boolean {
  const { program, words } = run
  const go = goCommandOf(run)
  if (go !== undefined) return inertOfGo.test(go.subcommand)
  if (program === 'git') return words.slice(1, 2).map(textOf).includes('config')
  return program === '' || inert.has(program)
}

interface Wanted {
  /** See sourcePlaces. */
  readonly places: readonly string[] | undefined
  readonly path: string
}

/**
 * Directories of the stage that contain the source: the targets of copies from the context, and the directory in which it is
 * compiled, which can be below them. undefined if they are unknown.
 */
function sourcePlaces(
  dockerfile: Dockerfile,
  steps: readonly StageStep[],
  { workdir }: CompiledProgram,
): readonly string[] | undefined {
  if (workdir === undefined || workdir === '/') return undefined
  const copied = steps
    .filter(({ instruction }) => instruction.keyword !== 'RUN')
    .flatMap((step) => copiesOf(dockerfile, step))
    .filter(({ from }) => from.kind === 'context')
    .map(({ target }) => target)
  return copied.includes('/') ? undefined : [workdir, ...copied]
}

/** Whether a COPY may create the path: from the context under another name, or from elsewhere into these directories. */
function copyMakes(dockerfile: Dockerfile, step: StageStep, { places, path }: Wanted): boolean {
  if (step.instruction.keyword === 'RUN') return false
  return copiesOf(dockerfile, step).some(({ from, source, target }) => {
    if (from.kind === 'context') return source !== path && target.endsWith(`/${path}`)
    if (places === undefined || target === '/') return true
    return places.some(
      (place) => relativeTo(place, target) !== undefined || relativeTo(target, place) !== undefined,
    )
  })
}
