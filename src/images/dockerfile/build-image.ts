/** Building one image from a Dockerfile, and proving what came out. */

import { lastOf } from '../../common/paths.ts'
import { succeed } from '../../common/result.ts'
import { argumentsOfBase, externalBases, finalBase, pinBases } from '../../dockerfile/facts/bases.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import { type BaseImage, imageReference } from '../../effects/engine.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { EntryCheck } from '../../inspect/entry/entry.ts'
import type { SavedImage } from '../../inspect/image/archive.ts'
import { checkImage, type ProgramCheck } from '../../inspect/loader/image-check.ts'
import { linkageOf } from '../../inspect/program/linkage.ts'
import { keptArguments } from '../../inspect/start/argv.ts'
import type { DockerfileFacts, Linkage } from '../../model/image.ts'
import type { Revision } from '../../model/variant.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import type { BuildFailure, StartsAs } from '../built-variant.ts'
import { flagsOf, type GoFlags } from '../go-build/flags.ts'
import type { Pin } from '../pins.ts'
import type { SavedImages } from '../saved-images.ts'
import { KnownBuilds } from './known-builds.ts'
import { problemObstacles } from './problem-obstacles.ts'
import { BuildContexts } from './repository-use.ts'

/** An image that a Dockerfile gave, and the app's program in it. */
export interface ProvenImage {
  readonly reference: string
  readonly linkage: Linkage
  readonly check: ProgramCheck
  readonly entry: EntryCheck
  /** How the image starts the program, for a fallback image. */
  readonly startsAs: StartsAs
  /** What `go build` takes for such a program, likewise. */
  readonly flags: GoFlags
  /** Path of a copy of the program on this machine. */
  readonly binary: string
  readonly base?: { readonly name: string } & BaseImage
  /** What separates it from the image of a plain build of the same Dockerfile. */
  readonly deviation: Pick<DockerfileFacts, 'label' | 'withoutGit'>
}

/** Why there is no image of the app. */
export type NotProven =
  /** It does not build. */
  | ({ readonly kind: 'not-built' } & BuildFailure)
  /** It builds, and the program in it is not the app's, or cannot be found. */
  | { readonly kind: 'not-the-app'; readonly problem: string }

export type ProofResult = { readonly kind: 'proven'; readonly image: ProvenImage } | NotProven

/** What is built for an image of a Dockerfile. */
export interface DockerfileRequest {
  /** Of the image among those of the run. */
  readonly name: string
  readonly revision: Revision
  /** Its text, which need not be that of the file. */
  readonly dockerfile: Dockerfile
  readonly build: ImageBuild
  /** The text is that of the file: where its build fails, a repository may be what it lacks. */
  readonly isOwn?: boolean
}

export interface ImageBuilder {
  build(request: DockerfileRequest): Promise<ProofResult>
  /** The Dockerfile whose build has turned out to need a repository; what was built before had none. */
  readonly needsRepository: string | undefined
}

/** Builds from the checkouts of the plan; each is made a build context once. */
export function openImageBuilder(handles: Handles, plan: Plan, images: SavedImages, pin: Pin): ImageBuilder {
  const contexts = new BuildContexts(handles, plan)
  const known = new KnownBuilds<ProofResult>(handles.world, plan)
  async function make(request: DockerfileRequest): Promise<ProofResult> {
    const { revision, name, build, isOwn = false } = request
    const checkout = plan.source.checkouts[revision]
    if (checkout === undefined) throw new Error(`there is no ${revision}`)
    const attempt = () => buildPinned(handles, plan, pin, { ...request, checkout })
    let built = await attempt()
    if (built.kind === 'not-built' && isOwn) {
      built = (await contexts.retry(revision, build, built.why, attempt)) ?? built
    }
    if (built.kind === 'not-built') return built
    const { reference, base, label } = built
    // an image that was built before may have had this name
    await images.forget(reference)
    const saved = await images.read(reference, base?.layers ?? [])
    const withoutGit = await contexts.lacksRepository(build)
    const deviation = {
      ...(label === undefined ? {} : { label }),
      ...(withoutGit ? { withoutGit } : {}),
    }
    return prove(handles, saved, plan.target.main.importPath, { name, reference, base, deviation })
  }
  return {
    get needsRepository() {
      return contexts.needing
    },
    async build(request) {
      const context = await contexts.prepare(request.revision)
      return known.once(request, context, () => make(request))
    },
  }
}

type PinnedBuild =
  | {
      readonly kind: 'built'
      readonly reference: string
      readonly base: ProvenImage['base']
      readonly label: string | undefined
    }
  | Extract<NotProven, { readonly kind: 'not-built' }>

/** Builds on base images that are the same for all variants. */
async function buildPinned(
  { world, workspace, engine }: Handles,
  { settings, source, target: { platform } }: Plan,
  pin: Pin,
  request: DockerfileRequest & { readonly checkout: string },
): Promise<PinnedBuild> {
  const { name, dockerfile, build: chosen, checkout } = request
  const { target, buildArgs } = chosen
  const options = { ...(target === undefined ? {} : { target }), buildArgs, platform }
  const needed = externalBases(dockerfile, options)
  if (!needed.ok) {
    const { message, line } = needed.problem
    const where = line === undefined ? {} : { line }
    return notBuilt([
      { kind: 'dockerfile-refused', dockerfile: chosen.dockerfile, ...where, detail: message },
    ])
  }
  const pinned = new Map<string, string>()
  for (const { reference } of needed.value) {
    const found = await pin(reference)
    if (!found.ok) {
      const names = argumentsOfBase(dockerfile, reference, chosen.unknownArgs, options)
      const without = names.length === 0 ? {} : { without: { arguments: names, by: chosen.by } }
      return notBuilt([{ kind: 'base-image', image: reference, ...found.problem, ...without }])
    }
    pinned.set(reference, found.value.pinned)
  }
  const text = pinBases(dockerfile.text, pinned, options)
  const path = `${workspace.directory}/dockerfile-${name}/Dockerfile`
  await world.files.write(path, text)
  // BuildKit looks for the list that belongs to a Dockerfile beside it, before the one of the context
  const ignore = await repositoryText(world.files, checkout, `${chosen.dockerfile}.dockerignore`)
  if (ignore !== undefined) await world.files.write(`${path}.dockerignore`, ignore)
  const reference = imageReference(workspace.run, name)
  const { secrets, ssh } = settings.config.dockerfile
  const built = await engine.build({
    context: chosen.context === '.' ? checkout : `${checkout}/${chosen.context}`,
    dockerfile: path,
    text,
    reference,
    run: workspace.run,
    platform,
    ...(target === undefined ? {} : { target }),
    buildArgs,
    secrets: secrets.map(({ id, from }) =>
      'env' in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(source.root, from.file)}`,
    ),
    ssh,
  })
  if (!built.ok)
    return notBuilt(problemObstacles(built.problem, dockerfile, chosen.dockerfile), built.problem.output)
  const last = finalBase(dockerfile, options)
  const base = last === undefined ? undefined : await pin(last)
  return {
    kind: 'built',
    reference,
    label: built.value.label,
    base: last === undefined || base?.ok !== true ? undefined : { name: last, ...base.value },
  }
}

function notBuilt(
  why: readonly Obstacle[],
  output: readonly string[] = [],
): Extract<NotProven, { readonly kind: 'not-built' }> {
  return { kind: 'not-built', why, output }
}

/** Whether the image starts the app; what is needed of the app's program to go on with. */
async function prove(
  { world, workspace }: Handles,
  saved: SavedImage,
  mainPackage: string,
  {
    name,
    reference,
    base,
    deviation,
  }: Pick<ProvenImage, 'reference' | 'deviation'> & {
    readonly name: string
    readonly base: ProvenImage['base']
  },
): Promise<ProofResult> {
  const notTheApp = (problem: string) => ({ kind: 'not-the-app', problem }) as const
  if (saved.root === undefined) return notTheApp(saved.rootProblem ?? 'its layers do not form a file system')
  const { entry, program } = await checkImage(saved, saved.root, mainPackage)
  if (!program.ok) return notTheApp(program.problem.message)
  const check = program.value
  const bytes = await saved.root.read(check.path)
  if (bytes === undefined) return notTheApp(`\`${check.path}\` in the image could not be read`)
  // in a folder of its own: a program may be called like one of our files
  const binary = `${workspace.directory}/program-${name}/${lastOf(check.path)}`
  await world.files.write(binary, bytes, 0o755)
  return {
    kind: 'proven',
    image: {
      reference,
      linkage: linkageOf(succeed(check.program)),
      check,
      entry,
      flags: flagsOf(check.program),
      startsAs: {
        arguments: check.arguments,
        kept: keptArguments({ entrypoint: saved.image.entrypoint, command: saved.command, program: check }),
        env: ownVariables(saved.environment),
      },
      binary,
      ...(base === undefined ? {} : { base }),
      deviation,
    },
  }
}

/** Those that say where programs and libraries are hold for that image alone. */
function ownVariables(environment: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    environment
      .map((entry) => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)] as const)
      .filter(
        ([name]) =>
          !/^(PATH|HOME|LD_.*|SSL_CERT_.*|ZONEINFO|GO(PATH|ROOT|LANG_VERSION|TOOLCHAIN))$/.test(name),
      ),
  )
}

function absolute(root: string, path: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`
}
