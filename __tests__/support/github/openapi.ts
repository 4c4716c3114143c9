/**
 * Validates exchanges with the fake GitHub against GitHub's own OpenAPI description: the requests of linkgate and the responses of the
 * fake. `scripts/generate/github-openapi.ts` writes the part of the description that is used here.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import type { operationIds } from '../../../scripts/generate/github-openapi.ts'

export type OperationId = (typeof operationIds)[number]

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: object
}

interface Described {
  readonly method: string
  readonly path: string
  readonly operation: {
    readonly parameters: readonly Parameter[]
    readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
    readonly responses: Readonly<Record<string, Response>>
  }
}

interface Response {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const description = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/github/openapi.json'), 'utf8'),
) as { readonly operations: Readonly<Record<OperationId, Described>>; readonly components: Components }

export function described(id: OperationId): Described {
  return description.operations[id]
}

export interface ExchangeToCheck {
  readonly operation: OperationId
  /** Values of the parameters in the path, by name. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
}

/** Problems of a request according to GitHub's description. */
export function requestProblems({ operation: id, path, query, body }: ExchangeToCheck): readonly string[] {
  const { operation } = described(id)
  const parameters = operation.parameters.map(resolved)
  const known = parameters.filter((one) => one.in === 'query').map(({ name }) => name)
  const given = { path, query: Object.fromEntries(query) }
  return [
    ...[...query.keys()]
      .filter((name) => !known.includes(name))
      .map((name) => `${id} has no query parameter \`${name}\``),
    ...parameters.flatMap((parameter) => {
      const value = given[parameter.in][parameter.name]
      if (value === undefined) {
        return parameter.required === true ? [`${id} needs the parameter \`${parameter.name}\``] : []
      }
      return invalid(`${id} ${parameter.name}`, parameter.schema, typed(value))
    }),
    ...bodyProblems(id, operation.requestBody?.content['application/json'].schema, body),
  ]
}

/** The description allows additional fields, but linkgate must not send any. */
function bodyProblems(id: string, schema: object | undefined, body: unknown): readonly string[] {
  if (schema === undefined) return body === undefined ? [] : [`${id} takes no body`]
  return invalid(`${id} request`, { ...schema, additionalProperties: false }, body)
}

/** Problems of a response according to GitHub's description. */
export function answerProblems(id: OperationId, status: number, body: unknown): readonly string[] {
  const { responses } = described(id).operation
  const found = responses[String(status)]
  if (found === undefined) {
    // Errors that any operation may return (permissions, rate limits, faults) are not listed for each.
    return status < 400
      ? [`${id} does not answer ${status}`]
      : invalid(`${id} ${status}`, { $ref: '#/components/schemas/basic-error' }, body)
  }
  const schema = resolved(found).content?.['application/json']?.schema
  if (schema === undefined) return body === undefined ? [] : [`${id} ${status} has no body`]
  return invalid(`${id} ${status}`, schema, body)
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false })
const validators = new Map<string, ValidateFunction>()

function invalid(what: string, schema: object, value: unknown): readonly string[] {
  const key = JSON.stringify(schema)
  const validate = validators.get(key) ?? ajv.compile({ ...schema, components: description.components })
  validators.set(key, validate)
  return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors, { dataVar: 'value' })}`]
}

function resolved<T extends { readonly $ref?: string }>(value: T): T {
  if (value.$ref === undefined) return value
  const [kind = '', name = ''] = value.$ref.replace('#/components/', '').split('/')
  return description.components[kind]?.[name] as T
}

function typed(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text
}
