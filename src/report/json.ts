/** Writes the report as JSON, reads it back as untrusted data, and generates its JSON Schema. */

import * as z from 'zod'
import { harmlessJson } from '../common/harmless.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import { type Report, reportSchema } from '../document/report.ts'
import { findingIds } from '../findings/catalog.ts'
import { type Finding, findingFix, findingMessage, findingSchema } from '../findings/finding.ts'
import { unmeasuredText } from '../findings/unmeasured.ts'
import { causeKinds, causeSchema } from '../model/cause.ts'
import { isMeasured, type Measurement, unmeasuredSchema } from '../model/measurement.ts'
import { printable, quote } from './text.ts'

/** In bytes. A report of two modes has about 300 kB; with the samples of 1,000 rounds, 1 MB. */
export const largestReport = 20_000_000

/** Parses an untrusted report. The problem is a sentence about the first fault. */
export function parseReport(json: unknown): Result<Report> {
  const version = z.object({ schema: z.number() }).safeParse(json)
  if (version.success && version.data.schema !== 1) {
    return fail(`the report has schema ${version.data.schema}, but this version of linkgate reads schema 1`)
  }
  const parsed = reportSchema.safeParse(json)
  if (parsed.success) return succeed(parsed.data)
  const { path, message } = firstIssue(parsed.error.issues)
  const where = path.length === 0 ? 'the report' : quote(printable(pathText(path), 120))
  const reason = message
    .replace(/^Invalid (?:input|option): /, '')
    .replace(/^Invalid input$/, 'unexpected value')
  return fail(`${where} is not valid: ${printable(reason, 200)}`)
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** In a union, the branch that matched furthest is probably the intended one. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  const [issue] = issues
  if (issue === undefined) return { path: [], message: 'unexpected value' }
  if (issue.code !== 'invalid_union') return issue
  const branches = issue.errors.filter((branch) => branch.length > 0).map((branch) => firstIssue(branch))
  const [nearest] = branches.toSorted((a, b) => b.path.length - a.path.length)
  if (nearest === undefined) return { path: issue.path, message: 'unknown to this version of linkgate' }
  return { path: [...issue.path, ...nearest.path], message: nearest.message }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

const english = (description: string) => ({ type: 'string', description })

/** Schema of fields that are written but not read back. */
function additions(schema: unknown): object {
  if (schema === findingSchema) {
    const properties = {
      id: { enum: findingIds },
      message: english('The message, made from `params`; ignored when the report is read.'),
      fix: english('How to fix it, made from `params`; ignored when the report is read.'),
    }
    return { type: 'object', properties, required: ['id', 'message'] }
  }
  if (schema === causeSchema) return { type: 'object', properties: { kind: { enum: causeKinds } } }
  if (schema === unmeasuredSchema.unwrap())
    return { description: '`message` has the reason in words; it is ignored when the report is read.' }
  return {}
}

/** JSON Schema for editors and other programs. Unknown properties are allowed, because versions only add properties. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => Object.assign(jsonSchema, additions(zodSchema)),
  })
  return {
    $schema,
    $id: 'urn:linkgate:report:1',
    title: 'linkgate report, version 1',
    description:
      'What linkgate measured and judged. Sizes are in bytes, times in milliseconds. `delta` is head − base, and `ratio` is head / base. New properties may be added; existing ones keep their names and meaning.',
    ...schema,
  }
}

/** Adds the catalog's wording of findings for people who read the file; it is not read back. */
export function renderReport(report: Report): string {
  const { control, ...noise } = report.noise
  const written = {
    ...report,
    variants: report.variants.map((one) => ({ ...one, metrics: writtenMetrics(one.metrics) })),
    findings: report.findings.map(writtenFinding),
    noise: {
      ...noise,
      ...(control === undefined ? {} : { control: writtenControl(control) }),
    },
  }
  return `${harmlessJson(written)}\n`
}

function writtenControl({ original, ...control }: NonNullable<Report['noise']['control']>): object {
  return {
    ...control,
    metrics: writtenMetrics(control.metrics),
    ...(original === undefined ? {} : { original: writtenMetrics(original) }),
  }
}

function writtenFinding(one: Finding): object {
  const { log, params, ...about } = one
  const fix = findingFix(one)
  return {
    ...about,
    message: findingMessage(one),
    ...(fix === undefined ? {} : { fix }),
    params,
    ...(log === undefined ? {} : { log }),
  }
}

function writtenMetrics(metrics: Readonly<Record<string, Measurement>>): object {
  const written = Object.entries(metrics).map(([name, one]) => [
    name,
    isMeasured(one) ? one : { ...one, message: unmeasuredText(one.unmeasured) },
  ])
  return Object.fromEntries(written)
}
