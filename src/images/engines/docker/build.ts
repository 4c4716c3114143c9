import { applyEdits } from '../../../dockerfile/read/edits.ts'
import { parseDockerfile } from '../../../dockerfile/read/parse.ts'
import type { BuildRequest, CacheBackends } from '../../../effects/engine.ts'
import type { Env } from '../../../effects/exec.ts'
import { backendOf } from '../build-cache-entry.ts'
import { buildOutput } from '../build-output.ts'
import { givenAs } from './hidden-values.ts'

/**
 * Who reads the Dockerfile: BuildKit through the buildx plugin, the one that old clients speak to themselves, the
 * engine's legacy builder, or Podman.
 */
export type BuilderKind = 'buildx' | 'buildkit' | 'engine' | 'podman'

/** A client has spoken to BuildKit itself up to this release; later ones leave that to buildx. */
const lastClient = 22

export function builderOf({
  isPodman,
  hasBuildx,
  client,
  buildKit,
}: {
  readonly isPodman: boolean
  readonly hasBuildx: boolean
  readonly client: string
  /** The variable DOCKER_BUILDKIT. */
  readonly buildKit?: string | undefined
}): BuilderKind {
  // its `buildx` is another name for its own `build`
  if (isPodman) return 'podman'
  if (hasBuildx) return 'buildx'
  return Number.parseInt(client, 10) <= lastClient && buildKit !== '0' ? 'buildkit' : 'engine'
}

export interface BuildOptions {
  /** Build arguments whose values are in the environment of the command. */
  readonly hidden?: Env
  /** Where the image is put if the builder is not the engine's own. */
  readonly archive?: string | undefined
}

/** Arguments of the build; the command line is never seen by a shell, so values are what they are. */
export function buildCommand(
  builder: BuilderKind,
  build: BuildRequest,
  { hidden = {}, archive }: BuildOptions = {},
): readonly string[] {
  const { context, caches } = build
  const how = {
    // an index with provenance is no image
    buildx: ['buildx', 'build', outputOf(archive), '--progress=plain', '--provenance=false'],
    buildkit: ['build', '--progress=plain'],
    engine: ['build', '--force-rm'],
    podman: ['build', '--force-rm'],
  }
  return [
    'docker',
    ...how[builder],
    ...requestArguments(build, hidden),
    ...(caches?.from ?? []).map((cache) => `--cache-from=${cache}`),
    ...(caches?.to ?? []).map((cache) => `--cache-to=${cache}`),
    context,
  ]
}

/** Arguments about the Dockerfile and what it is given, as Docker, Podman and Buildah take them. */
export function requestArguments(
  { dockerfile, reference, platform, target, buildArgs, secrets, ssh }: BuildRequest,
  hidden: Env,
): readonly string[] {
  return [
    `--platform=${platform}`,
    `--file=${dockerfile}`,
    `--tag=${reference}`,
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...givenAs('--build-arg', buildArgs, hidden),
    ...secrets.map((secret) => `--secret=${secret}`),
    ...ssh.map((agent) => `--ssh=${agent}`),
  ]
}

/** A builder of its own would keep the image to itself: it gives it once, as a file, which is read and loaded from there. */
function outputOf(archive: string | undefined): string {
  return archive === undefined ? '--load' : `--output=${buildOutput('docker', { dest: archive })}`
}

/**
 * Whether a builder finds the images that the engine has: every one but those that buildx runs somewhere else, such as in
 * a container of their own.
 *
 * @param said by `docker buildx inspect`
 */
export function seesImages(said: string): boolean {
  const driver = /^Driver:\s*(\S+)/m.exec(said)?.[1]
  return driver === undefined || driver === 'docker'
}

/** Variables of the runner's cache service go to a client that is given one of its caches, and to no other. */
export function usesCacheService({ caches }: Pick<BuildRequest, 'caches'>): boolean {
  return [...(caches?.from ?? []), ...(caches?.to ?? [])].some((entry) => backendOf(entry) === 'gha')
}

/**
 * The caches outside of itself that a builder has.
 *
 * @param store of the engine's images, as `docker info` names its driver; of interest for the engine's own builder
 */
export function cacheBackendsOf(
  builder: BuilderKind,
  { isElsewhere, store }: { readonly isElsewhere: boolean; readonly store: string },
): CacheBackends {
  // the others take names of images, which are no caches of steps
  if (builder !== 'buildx') return { reads: [], writes: [] }
  if (isElsewhere) return { reads: 'all', writes: 'all' }
  const common = ['inline', 'local', 'registry', 'gha']
  return /io\.containerd\.snapshotter/.test(store)
    ? { reads: common, writes: common }
    : { reads: ['registry'], writes: ['inline'] }
}

/** Syntax that only BuildKit supports: mounts, heredocs, and newer flags of COPY and ADD. */
const newer =
  /^\s*(?:RUN\s+(?:--(?:mount|network|security)\b|(?!\s).*<<-?["']?[A-Za-z_])|(?:COPY|ADD)\s+(?:--\S+\s+)*(?:--(?:chmod|link|parents|exclude|checksum|keep-git-dir)\b|<<))/i

/** Why a build needs BuildKit, in a sentence; undefined if the builder can do it. */
export function needsBuildKit(
  builder: BuilderKind,
  { text, secrets, ssh }: BuildRequest,
): string | undefined {
  if (builder !== 'engine') return undefined
  const fix =
    'BuildKit, but this Docker has no buildx plugin: install docker-buildx, or add docker/setup-buildx-action before this step'
  const lines = text.split('\n')
  const line = lines.findIndex((one) => newer.test(one))
  if (line >= 0) return `line ${line + 1} of the Dockerfile (\`${lines[line]?.trim()}\`) needs ${fix}`
  if (secrets.length > 0 || ssh.length > 0) return `\`secrets\` and \`ssh\` under \`build\` need ${fix}`
  return undefined
}

/**
 * The Dockerfile with a label at the beginning of each stage. Builders without BuildKit leave an image of every step, to
 * which no name leads; with the label of a run in all of them they can be found by it, whatever the build came to, as
 * can the containers of steps. No build of somebody else's has the same steps then.
 */
export function labelled(text: string, label: string): string {
  const dockerfile = parseDockerfile(text)
  // what cannot be read is refused by the builder
  if (!dockerfile.ok) return text
  const inserted = dockerfile.value.stages.map(({ from: { end } }) => ({
    start: end,
    end,
    text: `\nLABEL ${label}`,
  }))
  return applyEdits(text, inserted)
}
