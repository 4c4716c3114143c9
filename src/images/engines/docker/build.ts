import { applyEdits } from '../../../dockerfile/read/edits.ts'
import { parseDockerfile } from '../../../dockerfile/read/parse.ts'
import type { BuildRequest, CacheBackends } from '../../../effects/engine.ts'
import type { Env } from '../../../effects/exec.ts'
import { backendOf } from '../build-cache-entry.ts'
import { buildOutput } from '../build-output.ts'
import { givenAs } from './hidden-values.ts'

/**
 * `buildx`: BuildKit through the buildx plugin. `buildkit`: BuildKit through an old client without the plugin. `engine`: the
 * engine's legacy builder.
 */
export type BuilderKind = 'buildx' | 'buildkit' | 'engine' | 'podman'

/** The last release whose client uses BuildKit itself; later ones need the buildx plugin. */
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
  // `podman buildx` is an alias of `podman build`
  if (isPodman) return 'podman'
  if (hasBuildx) return 'buildx'
  return Number.parseInt(client, 10) <= lastClient && buildKit !== '0' ? 'buildkit' : 'engine'
}

export interface BuildOptions {
  /** Build arguments whose values are in the environment of the command. */
  readonly hidden?: Env
  /** Path for the image, if the builder is not the engine's own. */
  readonly archive?: string | undefined
}

/** The command of a build. No shell reads it, so values need no quoting. */
export function buildCommand(
  builder: BuilderKind,
  build: BuildRequest,
  { hidden = {}, archive }: BuildOptions = {},
): readonly string[] {
  const { context, caches } = build
  const how = {
    // with provenance, the result would be an index instead of an image
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

/** Arguments about the Dockerfile and its inputs, which are the same for Docker, Podman and Buildah. */
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

/** A separate builder does not share images with the engine, so it exports the image to a file, from which it is read and loaded. */
function outputOf(archive: string | undefined): string {
  return archive === undefined ? '--load' : `--output=${buildOutput('docker', { dest: archive })}`
}

/**
 * Whether a builder can access the engine's images. Only builders that buildx runs separately cannot, for example in a container.
 *
 * @param printed by `docker buildx inspect`
 */
export function seesImages(printed: string): boolean {
  const driver = /^Driver:\s*(\S+)/m.exec(printed)?.[1]
  return driver === undefined || driver === 'docker'
}

/** Whether a build uses the runner's cache service. Only then does the client get the variables for access to it. */
export function usesCacheService({ caches }: Pick<BuildRequest, 'caches'>): boolean {
  return [...(caches?.from ?? []), ...(caches?.to ?? [])].some((entry) => backendOf(entry) === 'gha')
}

/**
 * The kinds of external caches that a builder supports.
 *
 * @param store driver of the engine's image store, as printed by `docker info`; only relevant for the engine's own builder
 */
export function cacheBackendsOf(
  builder: BuilderKind,
  { isElsewhere, store }: { readonly isElsewhere: boolean; readonly store: string },
): CacheBackends {
  // for the others, `--cache-from` means images
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
 * The Dockerfile with a label at the beginning of each stage. Builders without BuildKit leave an unnamed image of every step. With a
 * label of the run, these images and the containers of steps can be found, even after a failed build. The label also keeps other
 * builds from sharing these steps.
 */
export function labelled(text: string, label: string): string {
  const dockerfile = parseDockerfile(text)
  // the builder rejects a text that cannot be parsed
  if (!dockerfile.ok) return text
  const inserted = dockerfile.value.stages.map(({ from: { end } }) => ({
    start: end,
    end,
    text: `\nLABEL ${label}`,
  }))
  return applyEdits(text, inserted)
}
