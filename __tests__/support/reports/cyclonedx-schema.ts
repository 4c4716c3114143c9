/** The JSON Schema of CycloneDX 1.6, from the CycloneDX library. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'

const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'))
const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(library, 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8'))

const uri = /^[a-z][a-z\d+.-]*:\S+$/i
const unused = { 'date-time': true, email: true, 'idn-email': true } as const
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { uri, 'iri-reference': /^\S*$/, ...unused },
})
for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
  ajv.addSchema(schemaOf(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
const validate = ajv.compile(schemaOf('bom-1.6'))

interface Component {
  readonly type: string
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly 'bom-ref': string
  readonly hashes?: readonly { readonly content: string }[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}
export interface CycloneDx {
  readonly serialNumber: string
  readonly metadata: { readonly component: Component; readonly timestamp?: string }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** Problems of a bill of materials: violations of its schema, and references without a target. */
export function cycloneDxProblems(text: string): readonly string[] {
  const bom = JSON.parse(text) as CycloneDx
  if (!validate(bom)) return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`)
  const components = [bom.metadata.component, ...bom.components]
  const references = new Set(components.map((one) => one['bom-ref']))
  const used = bom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
  return [
    ...(references.size < components.length ? ['equal references'] : []),
    ...used.filter((one) => !references.has(one)).map((one) => `no component ${one}`),
  ]
}
