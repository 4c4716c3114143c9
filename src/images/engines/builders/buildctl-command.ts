/** Commands of buildctl, BuildKit's own client, which needs no engine. */
import { lastOf, parentOf } from '../../../common/paths.ts'
import type { BuildRequest } from '../../../effects/engine.ts'
import { fieldsOf } from '../build-cache-entry.ts'
import { buildOutput } from '../build-output.ts'

export interface DockerfileContext extends Pick<BuildRequest, 'context' | 'dockerfile' | 'platform'> {
  /** Value of `--output`; without it, the build has no output. */
  readonly output?: string
}

/** The arguments of every build. */
export function buildctlBuild({
  context,
  dockerfile,
  platform,
  output,
}: DockerfileContext): readonly string[] {
  return [
    'buildctl',
    'build',
    '--progress=plain',
    '--frontend=dockerfile.v0',
    `--local=context=${context}`,
    `--local=dockerfile=${parentOf(dockerfile)}`,
    `--opt=filename=${lastOf(dockerfile)}`,
    `--opt=platform=${platform}`,
    ...(output === undefined ? [] : [`--output=${output}`]),
  ]
}

/** The build of an image into an archive for `docker load`. buildctl reads values of build arguments only from its command line. */
export function buildctlCommand(build: BuildRequest): readonly string[] {
  const { reference, archive, target, buildArgs, secrets, ssh, caches } = build
  const output = buildOutput('docker', { dest: archive, name: reference })
  return [
    ...buildctlBuild({ ...build, output }),
    ...(target === undefined ? [] : [`--opt=target=${target}`]),
    ...Object.entries(buildArgs).map(([name, value]) => `--opt=build-arg:${name}=${value}`),
    ...secrets.map((secret) => `--secret=${secret}`),
    ...ssh.map((agent) => `--ssh=${agent}`),
    ...(caches?.from ?? []).map((entry) => `--import-cache=${withType(entry)}`),
    ...(caches?.to ?? []).map((entry) => `--export-cache=${withType(entry)}`),
  ]
}

/** buildctl needs a type for a bare reference, which buildx reads as a cache in a registry. */
function withType(entry: string): string {
  return fieldsOf(entry).has('type') ? entry : `type=registry,ref=${entry}`
}
