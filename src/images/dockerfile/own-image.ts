/** An image of the app's own Dockerfile, as it is. */

import { notBuiltHere } from '../../dockerfile/facts/platform-check.ts'
import type { Change } from '../../dockerfile/read/edits.ts'
import { type Dockerfile, parseDockerfile } from '../../dockerfile/read/parse.ts'
import type { World } from '../../effects/world.ts'
import type { DockerfileFacts } from '../../model/image.ts'
import type { Revision } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/survey.ts'
import type { BuildResult } from '../built-variant.ts'
import type { ImageBuilder, ProofResult, ProvenImage } from './build-image.ts'

/** The Dockerfile of one revision, and the image that it gives as it is. */
export interface Own {
  readonly revision: Revision
  readonly dockerfile: Dockerfile
  readonly proven: ProvenImage
}

export type NotBuilt = Exclude<ProofResult, { readonly proven: ProvenImage }>

/** What is said of base where head does not build. */
export const withoutHead = ['it was not built, because head does not build']

/** `name`: of the image among those of the run. */
export async function buildOwn(
  world: World,
  plan: Plan,
  builder: ImageBuilder,
  {
    build,
    revision,
    name,
  }: { readonly build: ImageBuild; readonly revision: Revision; readonly name: string },
): Promise<Own | NotBuilt> {
  const path = build.dockerfile
  const text = await world.files.readText(`${plan.checkouts[revision]}/${path}`)
  if (text === undefined) return { output: [`\`${path}\` does not exist in this revision`] }
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return { output: [`\`${path}\`: ${parsed.problem.message}`] }
  const dockerfile = parsed.value
  const stage = build.target === undefined ? '' : `, target ${build.target}`
  const result = await world.log.step(`build ${revision}, ${path}${stage}`, () =>
    builder.build({ name, revision, dockerfile, build }),
  )
  if ('output' in result) world.log.info(`building ${path} failed: ${result.output.at(-1) ?? 'no output'}`)
  return 'proven' in result ? { revision, dockerfile, proven: result.proven } : result
}

/** Why the program of the image is not built from the revision; undefined when it may be. */
export async function foreignProgram(
  world: World,
  plan: Plan,
  { dockerfile, target, buildArgs }: ImageBuild,
  revision: Revision,
): Promise<string | undefined> {
  // what is prepared may well be the program that the Dockerfile copies
  if (plan.config.prepare !== undefined) return undefined
  const text = await world.files.readText(`${plan.checkouts[revision]}/${dockerfile}`)
  return text === undefined
    ? undefined
    : notBuiltHere(text, { ...(target === undefined ? {} : { target }), buildArgs })
}

/** `named`: build arguments that are told, as the configuration names them for the mode. */
export function resultOf(
  { reference, binary, base, check }: ProvenImage,
  { dockerfile: path, target }: ImageBuild,
  {
    changes = [],
    named = {},
  }: { readonly changes?: readonly Change[]; readonly named?: Readonly<Record<string, string>> } = {},
): BuildResult {
  const facts: DockerfileFacts = {
    path,
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(named).length === 0 ? {} : { buildArgs: named }),
    ...(base === undefined
      ? {}
      : { base: { name: base.name, ...(base.digest === undefined ? {} : { digest: base.digest }) } }),
    program: check.path,
    changes,
  }
  return {
    ok: true,
    binary,
    image: reference,
    program: check.path,
    dockerfile: facts,
    base: base?.layers ?? [],
  }
}
