import { type Failure, fail, type Result, succeed } from '../../common/result.ts'
import { textOf } from '../../shell/words.ts'
import { unnamedImage } from '../facts/bases.ts'
import { hasGo, indirectBuildOf } from '../facts/build-origin.ts'
import { buildsProgram, goCommandOf } from '../facts/go-command.ts'
import { findImageProgram, type ImageProgram } from '../facts/image-program.ts'
import { applyEdits, type Change, changesOf, type Reasoned } from '../read/edits.ts'
import { type Dockerfile, parseDockerfile } from '../read/parse.ts'
import type { DockerfileProblem } from '../read/problem.ts'
import { type Run, runsOf } from '../read/runs.ts'
import { stepsOf } from '../read/scope.ts'
import { chainOf, neededStages, referencesOf, targetStage } from '../read/stages.ts'
import { basesFor } from './base.ts'
import { cgoEdits } from './cgo.ts'
import { compilerEdits } from './compiler.ts'
import { anotherDockerfileFix, type Derivation, type DeriveFacts, thirdPartyCgo } from './derivation.ts'
import { flagEdits, packagesNotStatic } from './flags.ts'

export type { DeriveFacts } from './derivation.ts'

export interface DerivedDockerfile {
  readonly text: string
  /** The changed lines; none if the text already sets the wanted mode. */
  readonly changes: readonly Change[]
  /** Sentences about assumptions that the text does not confirm. */
  readonly notes: readonly string[]
}

function unreadable({ line, message }: DockerfileProblem): string {
  return `the Dockerfile cannot be read: ${line === undefined ? '' : `line ${line}: `}${message}`
}

/**
 * Changes a Dockerfile as little as possible to link in the other mode. A problem is one sentence: the line, the obstacle, and the
 * fix. The result is only an attempt; the built program proves the mode. Deriving again changes nothing more.
 */
export function deriveDockerfile(
  text: string,
  wanted: 'static' | 'dynamic',
  facts: DeriveFacts = {},
): Result<DerivedDockerfile> {
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return fail(unreadable(parsed.problem))
  const dockerfile = parsed.value
  const target = targetStage(dockerfile, facts.target)
  if (target === undefined) return fail(`the Dockerfile has no stage \`${facts.target}\`: set another target`)
  const stages = neededStages(dockerfile, target, facts)
  for (const stage of stages) {
    for (const { origin, line } of referencesOf(dockerfile, stage, facts)) {
      if (origin.kind === 'unset') return fail(`line ${line}: ${unnamedImage(dockerfile, origin)}`)
    }
  }
  const steps = stages.flatMap((stage) =>
    stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage),
  )
  const runs: Run[] = []
  for (const step of steps) {
    const found = runsOf(dockerfile, step)
    if (
      found === undefined &&
      /\bgo\b|CGO_ENABLED/.test(text.slice(step.instruction.start, step.instruction.end))
    ) {
      return fail(
        `line ${step.instruction.line}: the shell script of this RUN cannot be read: ${anotherDockerfileFix}`,
      )
    }
    runs.push(...(found ?? []))
  }
  const found = findImageProgram(dockerfile, facts)
  if (!found.ok) return found
  const program = found.value
  const obstacle = notDerivable(program, stages, runs, facts)
  if (obstacle !== undefined) return obstacle
  const cgo = wanted === 'dynamic' || thirdPartyCgo(facts).length > 0 ? '1' : '0'
  const compiling = compilingRuns(dockerfile, program, runs, facts)
  const chains = compiling.map(({ step }) => chainOf(dockerfile, step.stage, facts).stages)
  const affected = stages.filter((stage) => chains.some((chain) => chain.includes(stage)))
  const derivation: Derivation = {
    dockerfile,
    wanted,
    cgo,
    facts,
    target,
    stages,
    affected,
    runs,
    compiling,
  }
  return derive(derivation, program)
}

function derive(derivation: Derivation, program: ImageProgram): Result<DerivedDockerfile> {
  const { dockerfile, wanted } = derivation
  const impossible = wanted === 'static' ? packagesNotStatic(derivation) : undefined
  if (impossible !== undefined) return impossible
  const flags = flagEdits(derivation)
  if (!flags.ok) return flags
  const bases = basesFor(derivation)
  if (!bases.ok) return bases
  const compilers = compilerEdits(derivation, bases.value.builders)
  if (!compilers.ok) return compilers
  const edits = unique([...cgoEdits(derivation), ...flags.value, ...bases.value.edits, ...compilers.value])
  const notes =
    program.kind === 'indirect'
      ? [`line ${program.line} runs the go command in ${program.by}, which may set the link mode`]
      : []
  return succeed({
    text: applyEdits(dockerfile.text, edits),
    changes: changesOf(dockerfile.text, edits),
    notes,
  })
}

/** Removes duplicate edits, which arise if two commands use one variable. */
function unique(edits: readonly Reasoned[]): readonly Reasoned[] {
  const seen = new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]))
  return [...seen.values()]
}

/**
 * The go commands that build programs, first those for the started program. If none of them certainly builds that program, also
 * commands of other stages that may call the go command.
 */
function compilingRuns(
  dockerfile: Dockerfile,
  program: ImageProgram,
  runs: readonly Run[],
  facts: DeriveFacts,
): readonly Run[] {
  if (program.kind === 'indirect') {
    return runs.filter(
      (run) =>
        run.line === program.line &&
        (indirectBuildOf(run) !== undefined || program.by === `\`${run.program}\``),
    )
  }
  const building = runs.filter((run) => {
    const command = goCommandOf(run)
    return command !== undefined && buildsProgram(command)
  })
  const started = program.kind === 'go' ? program.builds.filter((build) => build.started) : []
  const starts = ({ line, step }: Run) =>
    started.some((build) => build.line === line && build.stage === step.stage.index)
  const others = building.filter((run) => !starts(run))
  const seen = new Set(building.map(({ step }) => step.stage))
  const indirect = runs.filter(
    (run) =>
      started.length === 0 &&
      program.start !== undefined &&
      !seen.has(run.step.stage) &&
      indirectBuildOf(run)?.inherits === true &&
      hasGo(dockerfile, run.step.stage, runs, facts),
  )
  return [...building.filter(starts), ...others, ...indirect]
}

function notDerivable(
  program: ImageProgram,
  stages: Derivation['stages'],
  runs: readonly Run[],
  facts: DeriveFacts,
): Failure | undefined {
  const { kind } = program
  if (kind === 'prebuilt') {
    const what = `\`${program.what}\``
    const does = {
      cloned: `clones ${what} and builds it`,
      copied: `copies ${what}, which is already compiled`,
      downloaded: `downloads ${what}`,
      released: `copies the program from the image ${what}`,
    }[program.how]
    return fail(
      `line ${program.line} ${does}, so it does not build the code under test: run \`go build\` in the Dockerfile`,
    )
  }
  if (kind === 'none') {
    return fail(
      `the Dockerfile builds no Go program (${program.because}): set \`build.dockerfile\` to the one that does`,
    )
  }
  if (kind === 'indirect' && !program.inherits) {
    return fail(
      `line ${program.line} runs the go command in ${program.by}, which sets the link mode: ${anotherDockerfileFix}`,
    )
  }
  const packed = runs.find((run) => run.program === 'upx')
  if (packed !== undefined) {
    return fail(`line ${packed.line} packs the program with upx, which hides how it is linked: remove upx`)
  }
  return otherPlatform(program, stages, facts)
}

function otherPlatform(
  program: ImageProgram,
  stages: Derivation['stages'],
  { platform = 'linux/amd64' }: DeriveFacts,
): Failure | undefined {
  const [os, arch] = platform.split('/')
  const fix = `build on a machine of that platform, or use TARGETOS and TARGETARCH`
  for (const stage of stages) {
    const windows = /windowsservercore|nanoserver|^mcr\.microsoft\.com\/windows/.exec(textOf(stage.base))
    if (windows !== null) {
      return fail(`line ${stage.from.line} uses a Windows image, but this machine is ${platform}: ${fix}`)
    }
    const named = stage.from.flags.find(({ name }) => name === 'platform')?.value
    if (named === undefined || named.includes('$')) continue
    if (named.split('/').slice(0, 2).join('/') !== `${os}/${arch}`) {
      return fail(`line ${stage.from.line} builds for ${named}, but this machine is ${platform}: ${fix}`)
    }
  }
  if (program.kind !== 'go') return undefined
  const starting = program.builds.filter(({ started }) => started)
  const other = (starting.length > 0 ? starting : program.builds).find(
    ({ goos = os, goarch = arch }) => goos !== os || goarch !== arch,
  )
  if (other === undefined) return undefined
  const { line, goos = os, goarch = arch } = other
  return fail(`line ${line} builds for ${goos}/${goarch}, but this machine is ${platform}: ${fix}`)
}
