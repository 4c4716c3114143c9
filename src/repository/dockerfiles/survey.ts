/** Finds all Dockerfiles of a repository, and how other files build them. */

import { lastOf, parentOf } from '../../common/paths.ts'
import type { DockerfileOptions } from '../../config/build-schema.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { NamedBuild } from '../builds/named-build.ts'
import { type BuildNote, noteLines } from '../builds/note.ts'
import { mayNameBuilds, type RepositoryBuilds, repositoryBuilds } from '../builds/repository-builds.ts'
import type { ComposeService } from '../compose/services.ts'
import { listTree, withoutAliases } from '../files.ts'
import { type BuildEvidence, type ImageBuild, isAsidePath, readBuilds } from './image-build.ts'

export interface DockerfileSurvey {
  readonly builds: readonly ImageBuild[]
  /** The services of all compose files. */
  readonly services: readonly ComposeService[]
  /** Builds that linkgate cannot read or repeat, one sentence each. */
  readonly notes: readonly string[]
  /** Why the configured Dockerfile cannot be built. */
  readonly problem?: string
  /** The configuration key that disables Dockerfiles. */
  readonly switchedOff?: string
}

const dockerfileName =
  /^(?:(?:docker|container)file(?:[._-](?!.*(?:ignore|j2|tmpl|template|in|erb|md)$)[\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i

/** Notes about broken links that have names of build files. */
function strayNotes(links: readonly string[]): readonly BuildNote[] {
  const text = 'linkgate does not follow symbolic links that are broken or lead out of the repository'
  const isMeant = (path: string) =>
    !isAsidePath(path) && (mayNameBuilds(path) || dockerfileName.test(lastOf(path)))
  return links.filter(isMeant).map((by) => ({ text, by }))
}

/**
 * Reads the Dockerfiles of a checkout, and the files that build them.
 *
 * @param key the configuration key that sets the Dockerfile
 */
export async function surveyDockerfiles(
  files: Files,
  root: string,
  options: DockerfileOptions,
  key = 'build.dockerfile',
): Promise<DockerfileSurvey> {
  const { files: paths, strayLinks } = await listTree(files, root)
  const named = await repositoryBuilds(files, root, paths, isAsidePath)
  const { services } = named
  const reading = { files, root, options, known: new Map() }
  const read = (from: readonly NamedBuild[], evidence: BuildEvidence) => readBuilds(reading, from, evidence)
  const { dockerfile } = options
  const released = await read(named.released, 'release')
  const around = released.filter(isMadeAround)
  const notes = noteLines([...named.notes, ...aroundNotes(around), ...strayNotes(strayLinks)])
  if (dockerfile === false) return { builds: [], services, notes, switchedOff: key }

  const found = paths.filter((path) => dockerfileName.test(lastOf(path)))
  const stray = strayLinks.filter((path) =>
    dockerfile === undefined ? dockerfileName.test(lastOf(path)) && !isAsidePath(path) : path === dockerfile,
  )
  if (stray[0] !== undefined && (dockerfile !== undefined || found.length === 0))
    return { builds: [], services, notes, problem: strayDockerfile(stray[0]) }
  if (dockerfile !== undefined && (await repositoryText(files, root, dockerfile)) === undefined) {
    const others =
      found.length === 0 ? 'this repository has no Dockerfile' : `this repository has ${found.join(', ')}`
    return { builds: [], services, notes, problem: `${key} \`${dockerfile}\` does not exist: ${others}` }
  }
  if (dockerfile === undefined) {
    const builds = [
      ...released.filter((build) => !isMadeAround(build)),
      ...(await read(named.published, 'publication')),
      ...(await read(named.kept, 'workflow')),
      ...(await read(named.inFiles, 'build-file')),
      ...(await read((await withoutAliases(files, root, found)).map(plain), 'file')),
    ]
    return { builds, services, notes }
  }
  // other files still provide the context and the target, unless the configuration sets them
  const builds = await read(bestOf(named, dockerfile), 'configuration')
  return {
    builds: builds.every(({ decoy }) => decoy)
      ? [...builds, ...(await read([plain(dockerfile)], 'configuration'))]
      : builds,
    services,
    notes,
  }
}

/** Whether its Dockerfile only copies programs that were compiled before, from a generated context. */
function isMadeAround({ assembled, facts, compiles }: ImageBuild): boolean {
  return assembled === true && facts.prebuilt && compiles.length === 0
}

function aroundNotes(builds: readonly ImageBuild[]): readonly BuildNote[] {
  const dockerfiles = [...new Set(builds.map(({ dockerfile }) => dockerfile))].join(', ')
  const text = `linkgate does not build the GoReleaser images of ${dockerfiles}, because GoReleaser compiles the program outside the Dockerfile`
  return builds.map(({ by }) => ({ text, by }))
}

/** The builds of one Dockerfile with the strongest evidence. */
function bestOf(
  { released, published, kept, inFiles }: RepositoryBuilds,
  dockerfile: string,
): readonly NamedBuild[] {
  const all = [released, published, kept, inFiles].map((builds) =>
    builds.filter((build) => build.dockerfile === dockerfile && build.inline === undefined),
  )
  return all.find((builds) => builds.some((build) => build.assembled !== true)) ?? []
}

function strayDockerfile(path: string): string {
  return `\`${path}\` is a link to a file outside this repository: commit the file, or set \`build: { dockerfile: … }\` in .github/linkgate.yml to another one`
}

function plain(dockerfile: string): NamedBuild {
  return { dockerfile, context: parentOf(dockerfile), buildArgs: {}, unknownArgs: [], by: dockerfile }
}
