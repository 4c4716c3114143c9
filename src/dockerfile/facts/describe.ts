import { copiesOf } from '../read/copies.ts'
import { parseDockerfile } from '../read/parse.ts'
import { stepsOf } from '../read/scope.ts'
import { type BuildParameters, chainOf, neededStages, targetStage } from '../read/stages.ts'
import { type BuildCall, buildCalls } from './build-calls.ts'
import { findImageProgram, runsOfStage } from './image-program.ts'

/** The images in which a Dockerfile compiles the started program, and the GOTOOLCHAIN that it sets there. */
export function buildersOf(text: string, options: BuildParameters): readonly GoBuilder[] {
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return []
  const dockerfile = parsed.value
  const found = findImageProgram(dockerfile, options)
  if (!found.ok || found.value.kind !== 'go') return []
  const program = found.value
  const started = program.builds.filter((build) => build.started)
  return (started.length > 0 ? started : program.builds).flatMap(({ stage: index, toolchain }) => {
    const stage = dockerfile.stages.find((one) => one.index === index)
    const root = stage && chainOf(dockerfile, stage, options).root
    return root?.kind !== 'image'
      ? []
      : [{ image: root.image, ...(toolchain === undefined ? {} : { toolchain }) }]
  })
}

export interface GoBuilder {
  readonly image: string
  readonly toolchain?: string
}

const nothing: DockerfileDescription = {
  compilesGo: [],
  indirect: false,
  prebuilt: false,
  copySources: [],
}

/** Facts for the choice of a Dockerfile; undefined if the text is not a Dockerfile, or lacks the target. */
export function describeDockerfile(
  text: string,
  options: Pick<BuildParameters, 'target' | 'buildArgs'>,
): DockerfileDescription {
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return nothing
  const dockerfile = parsed.value
  const target = targetStage(dockerfile, options.target)
  const found = findImageProgram(dockerfile, options)
  if (target === undefined || !found.ok) return nothing
  const program = found.value
  const { start } = program
  const builds = program.kind === 'go' ? program.builds : []
  // a program that is not started is only a build tool
  const shipped = builds.some(({ started }) => started) ? builds.filter(({ started }) => started) : builds
  const runs = neededStages(dockerfile, target, options).flatMap((stage) =>
    runsOfStage(dockerfile, stage, options),
  )
  const importPaths = [...new Set(shipped.flatMap(({ packages }) => packages.filter(isImportPath)))]
  const calls = program.kind === 'indirect' ? buildCalls(dockerfile, runs, options) : []
  const compilesGo = [...new Set(shipped.flatMap(({ directories }) => directories))]
  const copySources = neededStages(dockerfile, target, options).flatMap((stage) =>
    stepsOf(dockerfile, stage, options)
      .filter((step) => step.stage === stage)
      .flatMap((step) => copiesOf(dockerfile, step))
      .flatMap(({ from, source }) => (from.kind === 'context' ? [source === '' ? '.' : source] : [])),
  )
  return {
    compilesGo,
    ...(importPaths.length === 0 ? {} : { importPaths }),
    ...(calls.length === 0 ? {} : { calls }),
    // the package can depend on a build argument that only the command line sets
    indirect: program.kind === 'indirect' || (program.kind === 'go' && compilesGo.length === 0),
    prebuilt: program.kind === 'prebuilt',
    ...(program.kind === 'prebuilt' && program.how === 'copied' ? { copiesProgram: true } : {}),
    copySources: [...new Set(copySources)],
    ...(start === undefined
      ? {}
      : { starts: { program: start.program, arguments: start.arguments, line: start.line } }),
  }
}

/** Whether it is an import path and not a directory, because its first element has a dot like a host name. */
function isImportPath(name: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+\//.test(name) && !name.endsWith('.go') && !name.includes('$')
}

/** Facts about a Dockerfile. */
export interface DockerfileDescription {
  /** Package directories that it compiles, relative to its build context; empty if the text does not show them. */
  readonly compilesGo: readonly string[]
  /** Packages that it compiles by their import path. */
  readonly importPaths?: readonly string[]
  /** Commands that may compile them instead. */
  readonly calls?: readonly BuildCall[]
  /** Whether make or a script compiles the program. */
  readonly indirect: boolean
  /** Whether the program is compiled elsewhere. */
  readonly prebuilt: boolean
  /** The prebuilt program is a file of the context. */
  readonly copiesProgram?: true
  /** Paths that COPY and ADD take from the context. */
  readonly copySources: readonly string[]
  /** The command that its image starts, without inits: a path or a name, and arguments that may contain variables. */
  readonly starts?: { readonly program: string; readonly arguments: readonly string[]; readonly line: number }
}
