import { parseJson } from '../../common/json.ts'
import { type Checked, fail, type Problem, type Result, succeed } from '../../common/result.ts'
import type { Report } from '../../document/report.ts'
import type { Files } from '../../effects/files.ts'
import { judge } from '../../judge/judge.ts'
import { largestReport, parseReport } from '../../report/json.ts'

const mostReports = 200
const deepestFolder = 4

/**
 * @param paths absolute paths of files, or of directories that are searched for `*.json`
 * @returns all problems, or at least one report
 */
export async function readReports(
  files: Pick<Files, 'stat' | 'list' | 'readText'>,
  paths: readonly string[],
): Promise<Checked<readonly Report[]>> {
  const found: string[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const kind = (await files.stat(path))?.kind
    if (kind === 'file') found.push(path)
    else if (kind === 'directory') found.push(...(await search(files, path, deepestFolder)))
    else
      problems.push({
        message: `\`${path}\` does not exist: use the paths of report files, or of directories with reports`,
      })
  }
  if (problems.length > 0) return failWith(problems)
  if (found.length === 0) {
    return failWith([
      { message: `there is no report (*.json) in ${paths.map((path) => `\`${path}\``).join(', ')}` },
    ])
  }
  if (found.length > mostReports) {
    return failWith([
      { message: `there are ${found.length} reports, but linkgate reads at most ${mostReports}` },
    ])
  }
  const reports: Report[] = []
  for (const path of found) {
    const read = await readOne(files, path)
    if (read.ok) reports.push(read.value)
    else problems.push({ message: `report \`${path}\`: ${read.problem.message}` })
  }
  return problems.length > 0 ? failWith(problems) : succeed(reports)
}

const failWith = (problems: readonly Problem[]) => ({ ok: false, problem: problems }) as const

async function search(
  files: Pick<Files, 'list'>,
  directory: string,
  depth: number,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, kind } of await files.list(directory)) {
    const path = `${directory}/${name}`
    // symbolic links are ignored, because they could lead out of the directory
    if (kind === 'file' && name.endsWith('.json')) found.push(path)
    if (kind === 'directory' && depth > 0) found.push(...(await search(files, path, depth - 1)))
    if (found.length > mostReports) break
  }
  return found
}

async function readOne(files: Pick<Files, 'stat' | 'readText'>, path: string): Promise<Result<Report>> {
  const size = (await files.stat(path))?.size ?? 0
  if (size > largestReport) {
    return fail(`it has ${size} bytes, but linkgate reads at most ${largestReport}`)
  }
  const json = parseJson((await files.readText(path)) ?? '')
  if (!json.ok) return json
  const parsed = parseReport(json.value)
  if (!parsed.ok) return parsed
  // acceptance in an untrusted report does not count; it is requested from the server
  const { accepted: _, ...evidence } = parsed.value
  return succeed(judge(evidence))
}
