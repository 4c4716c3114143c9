/** Building one image from a Dockerfile, and proving what came out. */

import { lastOf } from '../../common/paths.ts'
import { succeed } from '../../common/result.ts'
import type { BaseImage } from '../../effects/engine.ts'
import type { EntryCheck } from '../../inspect/entry/entry.ts'
import type { SavedImage } from '../../inspect/image/archive.ts'
import { copyOut } from '../../inspect/image/copy-out.ts'
import { checkImage, type ProgramCheck } from '../../inspect/loader/image-check.ts'
import { linkageOf } from '../../inspect/program/linkage.ts'
import { keptArguments } from '../../inspect/start/argv.ts'
import type { DockerfileFacts, Linkage } from '../../model/image.ts'
import { namedFor } from '../../model/platform.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { BuildFailure, StartSettings } from '../built-variant.ts'
import { flagsOf, type GoFlags } from '../go-build/flags.ts'
import type { Pin } from '../pins.ts'
import type { SavedImages } from '../saved-images.ts'
import { CacheMounts } from './cache-mounts.ts'
import { KnownBuilds } from './known-builds.ts'
import { type DockerfileRequest, PinnedBuilds } from './pinned-builds.ts'
import type { BuildContext, BuildContexts } from './repository-use.ts'

/** An image that a Dockerfile gave, and the app's program in it. */
export interface ProvenImage {
  readonly reference: string
  readonly linkage: Linkage
  readonly check: ProgramCheck
  readonly entry: EntryCheck
  /** How the image starts the program, for a fallback image. */
  readonly startsAs: StartSettings
  /** What `go build` takes for such a program, likewise. */
  readonly flags: GoFlags
  /** Path of a copy of the program on this machine. */
  readonly binary: string
  readonly base?: { readonly name: string } & BaseImage
  /** What separates it from the image of a plain build of the same Dockerfile. */
  readonly deviation: Pick<DockerfileFacts, 'label' | 'withoutGit' | 'compileCaches'>
}

/** Why there is no image of the app. */
export type NotProven =
  /** It does not build. */
  | ({ readonly kind: 'not-built' } & BuildFailure)
  /** It builds, and the program in it is not the app's, or cannot be found. */
  | { readonly kind: 'not-the-app'; readonly problem: string }

export type ProofResult = { readonly kind: 'proven'; readonly image: ProvenImage } | NotProven

export interface ImageBuilder {
  build(request: DockerfileRequest): Promise<ProofResult>
  /** The Dockerfile whose build has turned out to need a repository; what was built before had none. */
  readonly needsRepository: string | undefined
  /** The Dockerfile that builds without cache mounts only. */
  readonly refusesCaches: string | undefined
  /** Kinds of BuildKit's caches that are named, and that the builder does not have. */
  readonly unusableCaches: readonly string[]
}

/** Builds from the checkouts of the plan; each is made a build context once. */
export function openImageBuilder(
  handles: Handles,
  plan: Plan,
  images: Pick<SavedImages, 'read' | 'forget'>,
  { pin, contexts }: { readonly pin: Pin; readonly contexts: BuildContexts },
): ImageBuilder {
  const known = new KnownBuilds<ProofResult>(handles.world, plan)
  const mounts = new CacheMounts(handles.engine, plan)
  const pinned = new PinnedBuilds(handles, plan, pin, mounts)
  async function make(given: DockerfileRequest, context: BuildContext): Promise<ProofResult> {
    const { platform } = plan.target
    const name = namedFor(platform, given.name, handles.world.host)
    const request = { ...given, name }
    const { revision, build, isOwn = false } = request
    const attempt = () => pinned.build(request, context)
    let built = await attempt()
    if (built.kind === 'not-built' && isOwn) {
      built = (await contexts.retry(revision, build, built.why, attempt)) ?? built
    }
    if (built.kind === 'not-built') return built
    const { reference, base, label, compileCaches } = built
    // an image that was built before may have had this name
    await images.forget(reference)
    const saved = await images.read(reference, platform, base?.layers ?? [])
    const withoutGit = await contexts.lacksRepository(build)
    const deviation = {
      ...(label === undefined ? {} : { label }),
      ...(withoutGit ? { withoutGit } : {}),
      ...(compileCaches === undefined ? {} : { compileCaches }),
    }
    return prove(handles, saved, plan.target.main.importPath, { name, reference, base, deviation })
  }
  return {
    get needsRepository() {
      return contexts.needing
    },
    get refusesCaches() {
      return mounts.failing
    },
    get unusableCaches() {
      return pinned.unusableCaches
    },
    async build(request) {
      const context = await contexts.prepare(request.revision)
      return known.once(request, context, () => make(request, context))
    },
  }
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
  // in a folder of its own: a program may be called like one of our files
  const binary = `${workspace.buildPath(`program-${name}`)}/${lastOf(check.path)}`
  const copied = await copyOut(world.files, saved.root, { from: check.path, to: binary }, { mode: 0o755 })
  if (copied === undefined) return notTheApp(`\`${check.path}\` in the image could not be read`)
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
