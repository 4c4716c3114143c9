/** The report as a file: written, read back from anybody, and described for other programs. */
import * as z from 'zod'
import { fail, type Result, succeed } from '../common/result.ts'
import { type Report, reportSchema } from '../document/report.ts'
import { printable, quote } from './text.ts'

/** What is wrong with a report from outside is said of its first fault, as one sentence. */
export function parseReport(json: unknown): Result<Report> {
  const version = z.object({ schema: z.number() }).safeParse(json)
  if (version.success && version.data.schema !== 1) {
    return fail(`the report has schema ${version.data.schema}, and this linkgate reads schema 1`)
  }
  const parsed = reportSchema.safeParse(json)
  if (parsed.success) return succeed(parsed.data)
  const { path, message } = firstIssue(parsed.error.issues)
  const where = path.length === 0 ? 'the report' : quote(printable(pathText(path), 120))
  const said = message
    .replace(/^Invalid (?:input|option): /, '')
    .replace(/^Invalid input$/, 'not as expected')
  return fail(`${where} does not fit: ${printable(said, 200)}`)
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Of the branches of a union, the one that went furthest was meant. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  const [issue] = issues
  if (issue === undefined) return { path: [], message: 'not as expected' }
  if (issue.code !== 'invalid_union') return issue
  const branches = issue.errors.filter((branch) => branch.length > 0).map((branch) => firstIssue(branch))
  const [nearest] = branches.toSorted((a, b) => b.path.length - a.path.length)
  if (nearest === undefined) return issue
  return { path: [...issue.path, ...nearest.path], message: nearest.message }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

/** For editors and other programs. Properties may be added within a version, so unknown ones are allowed. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', io: 'input' })
  return {
    $schema,
    $id: 'urn:linkgate:report:1',
    title: 'linkgate report, version 1',
    description:
      'What linkgate measured and judged. Sizes are in bytes, times in milliseconds, delta is head − base, ratio is head / base. Properties may be added; those that are here keep their names and meaning.',
    ...schema,
  }
}

export function renderReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
