/** Finds every Dockerfile of a repository, and which way to build it some other file names. */

import { cleanPath, joinPath, lastOf, parentOf } from '../../common/paths.ts'
import type { DockerfileOptions } from '../../config/build-schema.ts'
import { type DockerfileDescription, describeDockerfile } from '../../dockerfile/facts/describe.ts'
import type { Files } from '../../effects/files.ts'
import { type ComposeService, composeFile, composeServices } from '../compose.ts'
import { listFiles, listTree, withoutAliases } from '../files.ts'
import { realDirectory } from '../links.ts'
import { type NamedBuild, workflowBuilds } from '../workflow/builds.ts'
import { findContext } from './context.ts'

/** Where it is known from that a Dockerfile is built in this way; the better evidence first. */
export const evidences = ['configuration', 'workflow', 'compose', 'file'] as const
export type BuildEvidence = (typeof evidences)[number]

/** One way to build one Dockerfile. Paths are relative to the root of the repository. */
export interface ImageBuild extends NamedBuild {
  readonly evidence: BuildEvidence
  readonly facts: DockerfileDescription
  /** Package directories that it compiles, from the root of the repository, links followed. */
  readonly compiles: readonly string[]
  /** Those of them that it names by a link, each with the path that it has there. */
  readonly links?: ReadonlyMap<string, string>
  /** Its name or place says that it is not what is shipped: for tests, for development, an example. */
  readonly decoy: boolean
}

export interface DockerfileSurvey {
  readonly builds: readonly ImageBuild[]
  /** Services of all compose files. */
  readonly services: readonly ComposeService[]
  /** What is wrong with what the configuration names. */
  readonly problem?: string
  /** The key of the configuration that asks for no Dockerfile. */
  readonly switchedOff?: string
}

const dockerfileName =
  /^(?:(?:docker|container)file(?:[._-](?!.*(?:ignore|j2|tmpl|template|in|erb|md)$)[\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i

/** Words in the name of a Dockerfile, a compose file or a directory that say that nothing of it is shipped. */
const decoyWords =
  /^(?:\.?devcontainer|dev|devel|development|ci|tests?|testing|testdata|integration|e2e|debug|local|override|lint|bak|backup|old|archive|demo|examples?|samples?|docs)$/i

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/

/**
 * Reads what a checkout has of Dockerfiles, workflows and compose files.
 *
 * @param key of the configuration that names the Dockerfile
 */
export async function surveyDockerfiles(
  files: Files,
  root: string,
  options: DockerfileOptions,
  key = 'build.dockerfile',
): Promise<DockerfileSurvey> {
  const { files: paths, strayLinks } = await listTree(files, root)
  const { workflows, services } = await readBuilders(files, root, paths)
  const { dockerfile } = options
  if (dockerfile === false) return { builds: [], services, switchedOff: key }

  const found = paths.filter((path) => dockerfileName.test(lastOf(path)))
  const stray = strayLinks.filter((path) =>
    dockerfile === undefined ? dockerfileName.test(lastOf(path)) && !isDecoy(path) : path === dockerfile,
  )
  if (stray[0] !== undefined && (dockerfile !== undefined || found.length === 0))
    return { builds: [], services, problem: strayDockerfile(stray[0]) }
  if (dockerfile !== undefined && (await files.readText(`${root}/${dockerfile}`)) === undefined) {
    const others = found.length === 0 ? 'there is none in this repository' : `there are ${found.join(', ')}`
    return { builds: [], services, problem: `${key} \`${dockerfile}\` does not exist: ${others}` }
  }
  const composed = services.flatMap(({ build }) => build ?? [])
  const read = (from: readonly NamedBuild[], evidence: BuildEvidence) =>
    readBuilds({ files, root, options }, from, evidence)
  if (dockerfile === undefined) {
    const builds = [
      ...(await read(workflows, 'workflow')),
      ...(await read(composed, 'compose')),
      ...(await read((await withoutAliases(files, root, found)).map(plain), 'file')),
    ]
    return { builds, services }
  }
  // how other files build it still tells the context and the target, where the configuration does not
  const named = [...workflows, ...composed].filter((build) => build.dockerfile === dockerfile)
  const builds = await read(named, 'configuration')
  return {
    builds: builds.every(({ decoy }) => decoy)
      ? [...builds, ...(await read([plain(dockerfile)], 'configuration'))]
      : builds,
    services,
  }
}

/** What other files of the repository build, and what compose files run. */
async function readBuilders(
  files: Files,
  root: string,
  paths: readonly string[],
): Promise<{ readonly workflows: readonly NamedBuild[]; readonly services: readonly ComposeService[] }> {
  const read = async (path: string) => (await files.readText(`${root}/${path}`)) ?? ''
  const workflows: NamedBuild[] = []
  for (const path of paths.filter((one) => workflowFile.test(one))) {
    workflows.push(...workflowBuilds(await read(path), path))
  }
  const services: ComposeService[] = []
  for (const path of paths.filter((one) => composeFile.test(lastOf(one)) && !isDecoy(one))) {
    services.push(...composeServices(await read(path), path))
  }
  return { workflows, services }
}

interface Reading {
  readonly files: Files
  readonly root: string
  readonly options: DockerfileOptions
}

/** Those whose Dockerfile is there, with what it says. */
async function readBuilds(
  { files, root, options }: Reading,
  named: readonly NamedBuild[],
  evidence: BuildEvidence,
): Promise<readonly ImageBuild[]> {
  const builds: ImageBuild[] = []
  for (const one of named) {
    const text = await files.readText(`${root}/${one.dockerfile}`)
    if (text === undefined) continue
    const target = options.target ?? one.target
    const buildArgs = { ...one.buildArgs, ...options.buildArgs }
    const facts = describeDockerfile(text, { buildArgs, ...(target === undefined ? {} : { target }) })
    const context =
      options.context ??
      (one.by === one.dockerfile ? await findContext(files, root, one.dockerfile, facts) : one.context)
    const compiled = await compiledIn(files, root, context, facts)
    const isDecoyFile = evidence !== 'configuration' && isDecoy(one.dockerfile)
    const isDecoyTarget = options.target === undefined && decoyWords.test(one.target ?? '')
    builds.push({
      ...one,
      context,
      ...(target === undefined ? {} : { target }),
      buildArgs,
      unknownArgs: one.unknownArgs.filter((name) => options.buildArgs[name] === undefined),
      evidence,
      facts,
      ...compiled,
      decoy: isDecoyFile || isDecoyTarget,
    })
  }
  return builds
}

/** The package directories that a Dockerfile compiles in its context, as the repository has them. */
async function compiledIn(
  files: Files,
  root: string,
  context: string,
  { compilesGo }: DockerfileDescription,
): Promise<Pick<ImageBuild, 'compiles' | 'links'>> {
  const links = new Map<string, string>()
  const compiles: string[] = []
  for (const directory of compilesGo) {
    const written = cleanPath(`${context}/${directory}`) ?? directory
    // no link is followed that `...` stands for
    const [, path = '.', pattern = ''] = /^(.*?)(\/?\.\.\.)?$/.exec(written) ?? []
    const real = path === '' ? '.' : await realDirectory(files, root, path)
    if (path !== '' && real !== path && pattern === '') links.set(real, path)
    compiles.push(path === '' ? written : joinPath(real, pattern === '' ? '.' : pattern.replace('/', '')))
  }
  return { compiles, ...(links.size === 0 ? {} : { links }) }
}

function strayDockerfile(path: string): string {
  return `\`${path}\` is a link to what is not in this repository, of which linkgate checks out each revision by itself: commit the file, or name another one as \`build: { dockerfile: … }\` in .github/linkgate.yml`
}

/** Whether an image of the app may come from a Dockerfile, as far as names tell. */
export async function mayHaveDockerfile(
  files: Files,
  root: string,
  { dockerfile }: DockerfileOptions,
): Promise<boolean> {
  if (dockerfile !== undefined) return dockerfile !== false
  return (await listFiles(files, root)).some((path) => dockerfileName.test(lastOf(path)))
}

function plain(dockerfile: string): NamedBuild {
  return { dockerfile, context: parentOf(dockerfile), buildArgs: {}, unknownArgs: [], by: dockerfile }
}

function isDecoy(path: string): boolean {
  const parts = path.split('/')
  const words = (parts.pop() ?? '').split(/[._-]/)
  return [...parts, ...words].some((word) => decoyWords.test(word))
}
