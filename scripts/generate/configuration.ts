/** The keys of the configuration file for docs/configuration.md, from the JSON Schema for editors. */
import { configJsonSchema } from '../../src/config/schema.ts'
import { markdownTable } from './markdown-table.ts'

interface Schema {
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | false
}

interface Key {
  readonly path: string
  readonly schema: Schema
}

/** One table for top-level keys without subkeys, then a heading and table for each of the others. */
export function configurationKeys(): readonly string[] {
  const { properties = {} } = configJsonSchema() as Schema
  const top = Object.entries(properties).map(([path, schema]) => ({ path, schema }))
  const plain = top.filter(({ schema }) => fieldsOf(schema) === undefined)
  const grouped = top.filter(({ schema }) => fieldsOf(schema) !== undefined)
  return [
    ...tableOf(plain),
    ...grouped.flatMap(({ path, schema }) => [
      '',
      `### \`${path}\``,
      '',
      ...(schema.description === undefined ? [] : [schema.description, '']),
      ...tableOf(path === 'budgets' ? budgetKeys(schema) : keysBelow('', schema)),
    ]),
  ]
}

function tableOf(keys: readonly Key[]): readonly string[] {
  return markdownTable(
    ['Key', 'Value', 'Meaning'],
    keys.map(({ path, schema }) => [`\`${path}\``, acceptedValue(schema), schema.description ?? '']),
  )
}

/** Every metric has the same keys. */
function budgetKeys({ properties = {} }: Schema): readonly Key[] {
  const [any = {}] = Object.values(properties)
  return keysBelow('METRIC', any)
}

function keysBelow(path: string, schema: Schema): readonly Key[] {
  return Object.entries(fieldsOf(schema) ?? {}).flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`
    const isGroup = fieldsOf(inner) !== undefined
    const itself = isGroup && inner.description === undefined ? [] : [{ path: at, schema: inner }]
    return isGroup ? [...itself, ...keysBelow(at, inner)] : itself
  })
}

/** The keys of a map with fixed names, or of the values in a map with free names; undefined without any. */
function fieldsOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  if (schema.properties !== undefined) return schema.properties
  const named = schema.additionalProperties
  if (typeof named === 'object' && fieldsOf(named) !== undefined) return { NAME: named }
  return schema.anyOf?.map(fieldsOf).find((fields) => fields !== undefined)
}

function acceptedValue(schema: Schema): string {
  const [example] = schema.examples ?? []
  if (example !== undefined) return `such as \`${example}\``
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(' or ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(acceptedValue))].join(', or ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => words[type] ?? type).join(', or ')
  if (schema.type === 'array') return `list of ${listed(schema.items ?? {})}`
  return words[String(schema.type)] ?? ''
}

function listed(items: Schema): string {
  if (items.enum !== undefined) return items.enum.map((value) => `\`${value}\``).join(', ')
  return plural[String(items.type)] ?? 'values'
}

const words: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'map',
}
const plural: Readonly<Record<string, string>> = {
  string: 'strings',
  number: 'numbers',
  integer: 'whole numbers',
}
