/** The JSON Schemas of the OCI image specification 1.1.1. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'

const schemas = {
  layout: 'image-layout-schema.json',
  index: 'image-index-schema.json',
  manifest: 'image-manifest-schema.json',
  config: 'config-schema.json',
} as const
const referenced = ['content-descriptor.json', 'defs-descriptor.json', 'defs.json']

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, uri: true },
})
for (const name of [...Object.values(schemas), ...referenced]) {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/oci-image-spec', name), 'utf8')
  ajv.addSchema(JSON.parse(text, withoutIds), name)
}

/**
 * The schemas refer to each other by file name. Their IDs are those of draft 4, which Ajv does not support, and some occur twice.
 */
function withoutIds(this: unknown, key: string, value: unknown): unknown {
  const isId = typeof value === 'string' && (key === 'id' || key === '$schema')
  return isId ? undefined : value
}

/** Violations of the schema by a document. */
export function ociProblems(kind: keyof typeof schemas, document: unknown): readonly string[] {
  ajv.validate(schemas[kind], document)
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${kind}${instancePath} ${message}`)
}
