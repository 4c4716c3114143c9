/** Builds the app's own Dockerfile unchanged. */

import { namedContextUse } from '../../dockerfile/derive/named-contexts.ts'
import { type NotBuiltHere, notBuiltHere } from '../../dockerfile/facts/platform-check.ts'
import { type Change, lineBefore } from '../../dockerfile/read/edits.ts'
import { type Dockerfile, parseDockerfile } from '../../dockerfile/read/parse.ts'
import { neededStages, targetStage } from '../../dockerfile/read/stages.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { CompileCacheFacts, DockerfileFacts } from '../../model/image.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { unsupportedContexts, writtenContext } from '../../repository/builds/build-contexts.ts'
import { shownArguments } from '../../repository/builds/named-build.ts'
import { dockerfileText, type ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { type DockerfileImage, failureText } from '../built-variant.ts'
import type { ImageBuilder, NotProven, ProvenImage } from './build-image.ts'
import type { DockerfileRequest } from './pinned-builds.ts'

/** Tools for building Dockerfiles. */
export interface DockerfileTools {
  readonly world: World
  readonly builder: ImageBuilder
  /** Whether two builds in parallel are faster than in sequence. */
  readonly buildsInParallel: boolean
  /** Resolves to whether the builder compiled most packages in an earlier run; absent if that cannot be determined. */
  readonly areWarm?: Promise<boolean>
}

/** The Dockerfile of one revision, and its unchanged image. */
export interface OwnImage {
  readonly kind: 'proven'
  /** How it was built, according to the files of its revision. */
  readonly build: ImageBuild
  readonly dockerfile: Dockerfile
  readonly image: ProvenImage
}

/**
 * @param about `explained`: whether it is already known why it does not build; `compiled`: see `DockerfileRequest`
 * @param name of the image, unique in the run
 */
export async function buildOwn(
  { world, builder }: DockerfileTools,
  {
    revision,
    checkout,
    explained = false,
    compiled,
  }: Pick<PlannedVariant, 'revision' | 'checkout'> &
    Pick<DockerfileRequest, 'compiled'> & { readonly explained?: boolean },
  build: ImageBuild,
  name: string,
): Promise<OwnImage | NotProven> {
  const path = build.dockerfile
  const text = await dockerfileText(world.files, checkout, build)
  if (text === undefined)
    return { kind: 'not-built', output: [], why: [{ kind: 'dockerfile-missing', dockerfile: path }] }
  const parsed = parseDockerfile(text)
  if (!parsed.ok) {
    const { message: detail, line } = parsed.problem
    const where = line === undefined ? {} : { line }
    const why = { kind: 'dockerfile-refused', dockerfile: path, ...where, detail } as const
    return { kind: 'not-built', output: [], why: [why] }
  }
  const dockerfile = parsed.value
  const unsupported = unsupportedUse(dockerfile, build)
  if (unsupported !== undefined) return { kind: 'not-built', output: [], why: [unsupported] }
  const stage = build.target === undefined ? '' : `, target ${build.target}`
  const result = await world.log.step(`build ${revision}, ${path}${stage}`, () =>
    builder.build({ name, revision, dockerfile, build, isOwn: !explained, compiled }),
  )
  if (result.kind === 'not-built') world.log.info(`building ${path} failed: ${failureText(result)}`)
  return result.kind === 'proven' ? { ...result, build, dockerfile } : result
}

function unsupportedUse(dockerfile: Dockerfile, build: ImageBuild): Obstacle | undefined {
  const { dockerfile: path, by, buildArgs, target: name } = build
  const contexts = unsupportedContexts(build)
  const options = { buildArgs, ...(name === undefined ? {} : { target: name }) }
  const target = contexts.size === 0 ? undefined : targetStage(dockerfile, name)
  const use = target && namedContextUse(neededStages(dockerfile, target, options), contexts)
  const context = use && contexts.get(use.name)
  if (use === undefined || context === undefined) return undefined
  return {
    kind: 'dockerfile-refused',
    dockerfile: path,
    line: use.line,
    detail: `linkgate does not support the named build context \`${use.name}\` (\`${writtenContext(context)}\`, ${by}), which is neither an image nor a directory of the build context`,
  }
}

/** Why the program of the image is not built from the checkout; undefined if it may be. */
export async function foreignProgram(
  files: Files,
  checkout: string,
  build: ImageBuild,
  prepare: string | undefined,
): Promise<NotBuiltHere | undefined> {
  // `build.prepare` may build the program that the Dockerfile copies
  if (prepare !== undefined) return undefined
  const { target, buildArgs } = build
  const text = await dockerfileText(files, checkout, build)
  return text === undefined
    ? undefined
    : notBuiltHere(build, text, { ...(target === undefined ? {} : { target }), buildArgs })
}

/** @param about `named`: build arguments that the report shows; by default those of the build */
export function imageOf(
  { reference, binary, base, check, deviation }: ProvenImage,
  { dockerfile: path, target, context, buildArgs, unknownArgs, by }: ImageBuild,
  {
    changes = [],
    named = buildArgs,
  }: { readonly changes?: readonly Change[]; readonly named?: Readonly<Record<string, string>> } = {},
): DockerfileImage {
  const dockerfile: DockerfileFacts = {
    path,
    ...(target === undefined ? {} : { target }),
    ...(context === '.' ? {} : { context }),
    ...(Object.keys(named).length === 0 ? {} : { buildArgs: shownArguments(named) }),
    ...(unknownArgs.length === 0 ? {} : { unknownArgs }),
    ...(by === path ? {} : { by }),
    ...(base === undefined
      ? {}
      : { base: { name: base.name, ...(base.digest === undefined ? {} : { digest: base.digest }) } }),
    program: check.path,
    ...deviation,
    ...(deviation.compileCaches === undefined
      ? {}
      : { compileCaches: inSource(deviation.compileCaches, changes) }),
    changes,
  }
  return {
    kind: 'dockerfile',
    binary,
    reference,
    program: check.path,
    dockerfile,
    baseLayers: base?.layers ?? [],
  }
}

/** Converts lines of a changed copy to those of the original file. */
function inSource({ lines, without }: CompileCacheFacts, changes: readonly Change[]): CompileCacheFacts {
  return {
    lines: lines.flatMap((line) => lineBefore(changes, line) ?? []),
    without: without.flatMap(({ line, because }) => {
      const before = lineBefore(changes, line)
      return before === undefined ? [] : [{ line: before, because }]
    }),
  }
}
