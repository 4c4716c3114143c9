/** The inputs of a revision's images, as far as they are known from its files and the plan. */
import { sha256Of } from '../../common/digest.ts'
import { ancestorsOf } from '../../common/paths.ts'
import { usualPlaces } from '../../config/load.ts'
import { frontendOf } from '../../dockerfile/derive/caches/frontend.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import type { Plan } from '../../plan/plan.ts'
import { dockerfileText, type ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { keyOfBuild } from '../dockerfile/known-builds.ts'
import type { BuildContext } from '../dockerfile/repository-use.ts'
import { goInputs } from './go-inputs.ts'

export interface RevisionInputs {
  readonly key: string
  /** Names of the BuildKit frontends that read its Dockerfiles. The key does not include what these names mean. */
  readonly frontends: readonly string[]
}

/**
 * A key of everything in a revision that its images of all modes depend on: the inputs of each Dockerfile's build, and the files
 * that `go build` reads for modes that no Dockerfile builds. Workflows and the configuration count as well, because they determine
 * what is measured.
 *
 * @returns undefined if the inputs are not known exactly, or if nothing is built from a Dockerfile
 */
export async function revisionInputs(
  { files }: Pick<World, 'files'>,
  plan: Plan,
  revision: Revision,
  context: BuildContext,
): Promise<RevisionInputs | undefined> {
  const checkout = plan.source.checkouts[revision]
  const builds = buildsOf(plan, revision)
  if (checkout === undefined || builds.length === 0) return undefined
  const keys: string[] = []
  const frontends = new Set<string>()
  for (const build of builds) {
    const text = await dockerfileText(files, checkout, build)
    const request = { revision, dockerfile: { text: text ?? '' }, build }
    const key = text === undefined ? undefined : await keyOfBuild(files, plan, request, context)
    if (key === undefined) return undefined
    keys.push(key)
    const frontend = frontendOf(text ?? '', build.buildArgs)
    if (frontend !== undefined) frontends.add(frontend)
  }
  const { cgo, sources } = plan.target
  const facts = { checkout, sources: sources[revision], cgo: cgo[revision] }
  const besides = new Set([
    ...goInputs(context.tree, facts),
    ...context.tree.filter(({ path }) => isOfWorkflow(path, plan.settings.file)),
  ])
  const lines = [...besides].map(({ path, kind, mode, digest }) => JSON.stringify([path, kind, mode, digest]))
  const about = [JSON.stringify([keys, cgo[revision] ?? null]), ...lines.toSorted()]
  return { key: await sha256Of(about.join('\n')), frontends: [...frontends] }
}

function buildsOf(
  { images: { shipped, configured } }: Pick<Plan, 'images'>,
  revision: Revision,
): readonly ImageBuild[] {
  const own = revision === 'base' ? (shipped?.ofBase ?? shipped?.build) : shipped?.build
  return [...(own === undefined ? [] : [own]), ...configured.map(({ build }) => build)]
}

/** @param configuration path of the configuration, relative to the repository or absolute */
function isOfWorkflow(path: string, configuration = ''): boolean {
  if (usualPlaces.includes(path) || ancestorsOf(path).includes('.github')) return true
  return path !== '.' && (configuration === path || configuration.endsWith(`/${path}`))
}
