/** Facts about a Dockerfile for the configuration. */

import { cleanPath, hasDirectory } from '../../common/paths.ts'
import { describeDockerfile } from '../../dockerfile/facts/describe.ts'
import { findImageProgram } from '../../dockerfile/facts/image-program.ts'
import { type Dockerfile, mountOptions, parseDockerfile } from '../../dockerfile/read/parse.ts'
import { stepsOf } from '../../dockerfile/read/scope.ts'
import { type BuildParameters, neededStages, targetStage } from '../../dockerfile/read/stages.ts'
import { healthPath } from '../../repository/compose/services.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { textOf } from '../../shell/words.ts'

export interface DockerfileReading {
  /** Build arguments without a value that image names and go commands need. */
  readonly neededArgs: readonly string[]
  /** Ids of secrets that the build mounts. */
  readonly secrets: readonly string[]
  readonly ssh: boolean
  /** Whether the configuration can set arguments of the compiled program. */
  readonly takesArguments: boolean
  /** Whether arguments follow ENTRYPOINT; otherwise, they follow the program in CMD. */
  readonly hasEntrypoint: boolean
  /** Arguments that the Dockerfile sets. */
  readonly arguments: readonly string[]
  readonly ports: readonly number[]
  /** Path that its health check requests. */
  readonly health?: string
}

const nothing: DockerfileReading = {
  neededArgs: [],
  secrets: [],
  ssh: false,
  takesArguments: false,
  hasEntrypoint: false,
  arguments: [],
  ports: [],
}

export function readDockerfile(text: string, options: BuildParameters): DockerfileReading {
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return nothing
  const dockerfile = parsed.value
  const found = findImageProgram(dockerfile, options)
  const target = targetStage(dockerfile, options.target)
  if (!found.ok || target === undefined) return nothing
  const program = found.value
  const own = [...stepsOf(dockerfile, target, options)].map(({ instruction }) => instruction)
  const last = (keyword: string) => own.findLast((instruction) => instruction.keyword === keyword)
  const entry = last('ENTRYPOINT')
  // in shell form, they would be arguments of the shell
  const words = [...(entry?.exec ?? []), ...(last('CMD')?.exec ?? [])].map(textOf)
  const health = healthPath(own.findLast(({ keyword }) => keyword === 'HEALTHCHECK')?.rest.text ?? '')
  const mounts = neededStages(dockerfile, target, options).flatMap((stage) =>
    mountsOf(dockerfile, stage, options),
  )
  return {
    neededArgs: [
      ...new Set(
        program.needs
          .flatMap(({ argument }) => argument ?? [])
          .filter((name) => options.buildArgs?.[name] === undefined),
      ),
    ],
    secrets: [
      ...new Set(mounts.flatMap((mount) => (mount.get('type') === 'secret' ? (mount.get('id') ?? []) : []))),
    ],
    ssh: mounts.some((mount) => mount.get('type') === 'ssh'),
    takesArguments:
      program.kind === 'go' &&
      program.builds.some(({ started }) => started) &&
      words.includes(program.start?.program ?? '') &&
      !words.includes('-c'),
    hasEntrypoint: entry !== undefined,
    arguments: program.start?.arguments ?? [],
    ports: own
      .filter(({ keyword }) => keyword === 'EXPOSE')
      .flatMap(({ words }) => words.map(textOf))
      .flatMap((word) => (/^\d+(?:\/tcp)?$/.test(word) ? [Number.parseInt(word, 10)] : [])),
    ...(health === undefined ? {} : { health }),
  }
}

type StageOf = ReturnType<typeof neededStages>[number]

function mountsOf(dockerfile: Dockerfile, stage: StageOf, options: BuildParameters) {
  return [...stepsOf(dockerfile, stage, options)]
    .filter((step) => step.stage === stage && step.instruction.keyword === 'RUN')
    .flatMap(({ instruction }) => instruction.flags.filter(({ name }) => name === 'mount').map(mountOptions))
}

/**
 * Values for required build arguments: those with which the Dockerfile compiles the package.
 *
 * @param directory directory of the package, relative to the root of the repository
 * @param words candidates for a value: the name of the program, its path
 */
export function deducedArgs(
  text: string,
  { context, target, buildArgs }: Pick<ImageBuild, 'context' | 'target' | 'buildArgs'>,
  directory: string,
  words: readonly string[],
): Readonly<Record<string, string>> {
  const options = { buildArgs, ...(target === undefined ? {} : { target }) }
  const compiles = (given: Readonly<Record<string, string>>) =>
    hasDirectory(
      describeDockerfile(text, { ...options, buildArgs: given }).compilesGo.map(
        (one) => cleanPath(`${context}/${one}`) ?? one,
      ),
      directory,
    )
  if (compiles(buildArgs)) return {}
  for (const name of readDockerfile(text, options).neededArgs) {
    const value = words.find((word) => compiles({ ...buildArgs, [name]: word }))
    if (value !== undefined) return { [name]: value }
  }
  return {}
}
