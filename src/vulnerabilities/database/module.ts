/** The database as a Go module from the module proxy: golang.org/x/vulndb. */
import * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import { readGoJson } from '../../repository/go/go-json.ts'

/** Enough for the download of 25 MB. */
const limitMs = 120_000

const downloadSchema = z.object({
  Version: z.string().optional(),
  Dir: z.string().optional(),
  Error: z.string().optional(),
})

export interface ModuleDatabase {
  readonly directory: string
  readonly version: string
  /** Time of the commit, if the version contains it. */
  readonly modified?: string
}

/**
 * Downloads a module into the module cache, unless it is there. The problem is a clause.
 *
 * @param query a module and its version, such as `golang.org/x/vulndb@latest`
 * @param cwd outside of all modules
 */
export async function downloadModule(
  { exec, host }: Pick<World, 'exec' | 'host'>,
  query: string,
  cwd: string,
): Promise<Result<ModuleDatabase>> {
  const env = { ...host.env, GOFLAGS: '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local' }
  const command = ['go', 'mod', 'download', '-json', query]
  const { exitCode, stdout, stderr, tookTooLong } = await exec.run(command, { cwd, env, limitMs })
  if (exitCode === 127) return fail('there is no `go` command')
  if (tookTooLong === true) return fail(`\`go mod download\` took longer than ${limitMs / 1000} s`)
  const found = readGoJson(downloadSchema, stdout, 'go mod download -json')
  if (!found.ok) return fail(lastLineOf(stderr) ?? found.problem.message)
  const { Dir: directory, Version: version = '', Error: error } = found.value
  if (directory === undefined) return fail(lastLineOf(error ?? '') ?? '`go mod download` names no directory')
  const modified = timeOfVersion(version)
  return succeed({ directory, version, ...(modified === undefined ? {} : { modified }) })
}

function lastLineOf(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined
}

/** The time in a pseudo-version such as `v0.0.0-20261105234957-e22db6528018`. */
function timeOfVersion(version: string): string | undefined {
  const found = /[-.](\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-[0-9a-f]{12}$/.exec(version)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second] = found
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
}
