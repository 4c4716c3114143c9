/**
 * Writes `__tests__/fixtures/github/openapi.json`: the operations that linkgate and its example workflows call, from GitHub's
 * OpenAPI description in npm's @octokit/openapi (MIT), with only what a validator needs. Run with Node 24: `node
 * scripts/generate/github-openapi.ts [VERSION]`. The package is not a dependency because it has 29 MB packed.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Ids as in Octokit's types and the loopback server. */
export const operationIds = [
  'actions/download-artifact',
  'actions/list-workflow-run-artifacts',
  'issues/create-comment',
  'issues/delete-comment',
  'issues/list-comments',
  'issues/list-events-for-timeline',
  'issues/update-comment',
  'pulls/get',
  'pulls/list',
  'reactions/create-for-issue-comment',
  'reactions/delete-for-issue-comment',
  'repos/create-commit-status',
  'repos/get-collaborator-permission-level',
  'repos/list-commit-statuses-for-ref',
  'repos/list-pull-requests-associated-with-commit',
  'users/get-authenticated',
] as const

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

/** Fields for people, which a validator does not need. */
const prose = new Set([
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'format',
  'headers',
  'summary',
  'tags',
  'title',
])

export interface TrimmedOperation {
  readonly method: string
  readonly path: string
  readonly operation: Json
}

/** @param description the whole OpenAPI document */
export function trim(description: JsonObject): {
  readonly operations: Readonly<Record<string, TrimmedOperation>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>
} {
  const components: Record<string, Record<string, Json>> = {}

  function keep(reference: string): void {
    const [kind = '', name = ''] = reference.replace('#/components/', '').split('/')
    const kept = components[kind] ?? {}
    components[kind] = kept
    if (Object.hasOwn(kept, name)) return
    kept[name] = null
    kept[name] = without(objectAt(description, 'components', kind, name))
  }

  function without(node: Json, named = false): Json {
    if (Array.isArray(node)) return node.map((one: Json) => without(one))
    if (node === null || typeof node !== 'object') return node
    if (typeof (node as JsonObject)['$ref'] === 'string') keep(String((node as JsonObject)['$ref']))
    const left = Object.entries(node)
      // below `properties` the keys are names of fields, and `description` is one of them
      .filter(([key]) => named || !(prose.has(key) || key.startsWith('x-')))
      .map(([key, value]) => [key, without(value, key === 'properties' && !named)] as const)
    return named ? Object.fromEntries(left) : nullable(Object.fromEntries(left))
  }

  const found: [string, TrimmedOperation][] = []
  for (const [path, methods] of Object.entries(objectAt(description, 'paths'))) {
    for (const [method, operation] of Object.entries(methods as JsonObject)) {
      const id = (operation as JsonObject)['operationId']
      if (typeof id !== 'string' || !operationIds.some((one) => one === id)) continue
      found.push([id, { method: method.toUpperCase(), path, operation: without(operation) }])
    }
  }
  if (found.length !== operationIds.length) {
    const missing = operationIds.filter((id) => !found.some(([one]) => one === id))
    throw new Error(`the description has no ${missing.join(', ')}`)
  }
  correct(components['schemas'] ?? {})
  return { operations: Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1))), components }
}

/** OpenAPI 3.0 has `nullable` instead of JSON Schema's type `null`. */
function nullable(schema: { readonly [key: string]: Json }): Json {
  const { nullable: may, ...rest } = schema
  if (may !== true) return rest
  const { type, enum: values } = rest
  if (typeof type !== 'string') return { anyOf: [rest, { type: 'null' }] }
  return {
    ...rest,
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  }
}

function objectAt(root: JsonObject, ...keys: readonly string[]): JsonObject {
  return keys.reduce<JsonObject>((node, key) => {
    const next = node[key]
    if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${keys.join('/')}`)
    return next as JsonObject
  }, root)
}

/** Fields that are null in GitHub's answers, contrary to its description: deleted forks and accounts. */
const nullInFact = [
  ['pull-request', 'head', 'repo'],
  ['pull-request-simple', 'head', 'repo'],
  ['labeled-issue-event', 'actor'],
  ['unlabeled-issue-event', 'actor'],
  ['state-change-issue-event', 'actor'],
] as const

function correct(schemas: JsonObject): void {
  for (const [name, ...fields] of nullInFact) {
    const last = fields.at(-1) ?? ''
    const path = [name, ...fields.slice(0, -1).flatMap((field) => ['properties', field]), 'properties']
    const properties = objectAt(schemas, ...path) as Record<string, Json>
    properties[last] = { anyOf: [properties[last] ?? {}, { type: 'null' }] }
  }
}

if (import.meta.main) {
  const version = process.argv[2] ?? '23.0.2'
  const run = promisify(execFile)
  const folder = await mkdtemp(join(tmpdir(), 'github-openapi-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', `@octokit/openapi@${version}`], { cwd: folder })
    const file = 'package/generated/api.github.com.json'
    await run('tar', ['-xzf', stdout.trim(), file, 'package/LICENSE'], { cwd: folder })
    const description = JSON.parse(await readFile(join(folder, file), 'utf8')) as JsonObject
    const trimmed = {
      source: `npm @octokit/openapi ${version}, api.github.com.json, written by scripts/generate/github-openapi.ts`,
      licence: (await readFile(join(folder, 'package/LICENSE'), 'utf8')).trim().split(/\n\n/),
      ...trim(description),
    }
    const path = join(import.meta.dirname, '../../__tests__/fixtures/github/openapi.json')
    await writeFile(path, `${JSON.stringify(trimmed, null, 1)}\n`)
    console.log(`wrote ${path}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}
