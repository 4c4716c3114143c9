/** The command line of BuildKit's own client, which has no engine behind it. */
import { lastOf, parentOf } from '../../../common/paths.ts'
import type { BuildRequest } from '../../../effects/engine.ts'
import { fieldsOf } from '../build-cache-entry.ts'
import { buildOutput } from '../build-output.ts'

export interface DockerfileContext extends Pick<BuildRequest, 'context' | 'dockerfile' | 'platform'> {
  /** As `--output` takes it; nothing comes of the build when absent. */
  readonly output?: string
}

/** Arguments that every build has. */
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

/** The build of an image as an archive that `docker load` takes. buildctl takes values of arguments from nowhere else. */
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

/** buildx takes a name alone for one in a registry. */
function withType(entry: string): string {
  return fieldsOf(entry).has('type') ? entry : `type=registry,ref=${entry}`
}
