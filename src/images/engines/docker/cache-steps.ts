import { fail, type Result, succeed } from '../../../common/result.ts'
import type { CacheSteps } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'

/** Of removing what the steps have left. */
const pruneLimitMs = 10_000

export async function runCacheSteps(
  exec: Pick<Exec, 'run'>,
  program: string,
  { context, dockerfile, platform, marker, output, limitMs }: CacheSteps,
): Promise<Result<undefined>> {
  const build = [
    program,
    'buildx',
    'build',
    '--progress=plain',
    '--provenance=false',
    `--platform=${platform}`,
    `--file=${dockerfile}`,
    `--output=type=local,dest=${output}`,
    context,
  ]
  const { exitCode, stderr } = await exec.run(build, { limitMs })
  // what is not found, or in use, is left to the builder
  const prune = [program, 'buildx', 'prune', '--force', `--filter=description=${marker}`]
  await exec.run(prune, { limitMs: pruneLimitMs })
  if (exitCode === 0) return succeed(undefined)
  return fail(exitCode === 137 ? `it took longer than ${Math.round(limitMs / 1000)} s` : lastError(stderr))
}

function lastError(printed: string): string {
  const lines = printed.trimEnd().split('\n')
  return lines.findLast((line) => /^(?:ERROR|error):/.test(line)) ?? lines.at(-1) ?? ''
}
