import { fail, type Result, succeed } from '../../../common/result.ts'
import type { CacheSteps } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'

/** Time limit of each command that removes results of the steps. */
const pruneLimitMs = 10_000

/** Commands of a BuildKit client. */
interface CacheCommands {
  /** Runs the steps, and writes the files of the last stage. */
  readonly build: readonly string[]
  /** Lists the records of the builder. */
  readonly list: readonly string[]
  readonly remove: (id: string) => readonly string[]
}

export function buildxCommands(
  program: string,
  { context, dockerfile, platform, output }: CacheSteps,
): CacheCommands {
  return {
    build: [
      program,
      'buildx',
      'build',
      '--progress=plain',
      '--provenance=false',
      `--platform=${platform}`,
      `--file=${dockerfile}`,
      `--output=type=local,dest=${output}`,
      context,
    ],
    list: [program, 'buildx', 'du', '--verbose'],
    remove: (id) => [program, 'buildx', 'prune', '--force', `--filter=id=${id}`],
  }
}

export async function runCacheSteps(
  exec: Pick<Exec, 'run'>,
  { marker, limitMs }: Pick<CacheSteps, 'marker' | 'limitMs'>,
  { build, list, remove }: CacheCommands,
): Promise<Result<undefined>> {
  const { exitCode, stderr, tookTooLong } = await exec.run(build, { limitMs })
  const used = await exec.run(list, { limitMs: pruneLimitMs })
  // failures are ignored: the builder itself removes records that are still in use
  for (const id of recordsOf(used.stdout, marker)) await exec.run(remove(id), { limitMs: pruneLimitMs })
  if (exitCode === 0) return succeed(undefined)
  return fail(tookTooLong ? `it took longer than ${Math.round(limitMs / 1000)} s` : lastError(stderr))
}

/** IDs of the records of steps that begin with the marker. Filters of `prune` only match whole descriptions. */
function recordsOf(listed: string, marker: string): readonly string[] {
  const records = listed.split(/^ID:\s*/m).slice(1)
  return records
    .filter((record) => {
      const [, description = ''] = /^Description:\s*(.*)/m.exec(record) ?? []
      // records of cache mounts have other descriptions, which contain the step that created them
      return description.startsWith('mount / from exec') && description.includes(`: ${marker}`)
    })
    .map((record) => /^\S*/.exec(record)?.[0] ?? '')
}

function lastError(printed: string): string {
  const lines = printed.trimEnd().split('\n')
  return lines.findLast((line) => /^(?:ERROR|error):/.test(line)) ?? lines.at(-1) ?? ''
}
