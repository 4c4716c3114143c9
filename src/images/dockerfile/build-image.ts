/** Builds one image from a Dockerfile, and proves that it contains the app. */

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
import { withPlatformSuffix } from '../../model/platform.ts'
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

/** The image of a Dockerfile, which contains the app's program. */
export interface ProvenImage {
  readonly reference: string
  readonly linkage: Linkage
  readonly check: ProgramCheck
  readonly entry: EntryCheck
  /** How the image starts the program, for fallback images. */
  readonly startsAs: StartSettings
  /** The flags of `go build` for such a program, for fallback images. */
  readonly flags: GoFlags
  /** Path of a copy of the program on this machine. */
  readonly binary: string
  readonly base?: { readonly name: string } & BaseImage
  /** Differences from the image of a build without linkgate. */
  readonly deviation: Pick<DockerfileFacts, 'label' | 'withoutGit' | 'compileCaches'>
}

/** Why there is no image of the app. */
export type NotProven =
  /** The Dockerfile does not build. */
  | ({ readonly kind: 'not-built' } & BuildFailure)
  /** It builds, but the program in the image is not that of the app, or cannot be found. */
  | { readonly kind: 'not-the-app'; readonly problem: string }

export type ProofResult = { readonly kind: 'proven'; readonly image: ProvenImage } | NotProven

export interface ImageBuilder {
  build(request: DockerfileRequest): Promise<ProofResult>
  /** The Dockerfile whose build was found to need a repository. Earlier builds had none. */
  readonly needsRepository: string | undefined
  /** The Dockerfile that builds only without cache mounts. */
  readonly refusesCaches: string | undefined
  /** Kinds of external caches that are set, but that the builder does not support. */
  readonly unusableCaches: readonly string[]
}

/** Builds from the checkouts of the plan. Each is prepared as a build context only once. */
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
    const name = withPlatformSuffix(platform, given.name, handles.world.host)
    const request = { ...given, name }
    const { revision, build, isOwn = false } = request
    const attempt = () => pinned.build(request, context)
    let built = await attempt()
    if (built.kind === 'not-built' && isOwn) {
      built = (await contexts.retry(revision, build, built.why, attempt)) ?? built
    }
    if (built.kind === 'not-built') return built
    const { reference, base, label, compileCaches } = built
    // an earlier image may have had this name
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

/** Checks whether the image starts the app, and copies its program. */
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
  // in its own directory, because the program may have the name of one of linkgate's files
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

/** Variables of the image that also apply to a fallback image: without paths of programs and libraries. */
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
