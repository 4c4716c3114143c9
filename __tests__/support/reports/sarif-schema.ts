/** The JSON Schema of SARIF 2.1.0, and additional requirements of GitHub's code scanning. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'

const uri = /^(?:[a-z][a-z\d+.-]*:)?[!#$%&'()*+,./\d:;=?@A-Z[\]_a-z~-]*$/
const unused = { uuid: true, 'date-time': true } as const
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: { uri, 'uri-reference': uri, ...unused },
})
const validate = ajv.compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/sarif/sarif-2.1.0.json'), 'utf8')),
)

interface Text {
  readonly text: string
}
export interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: Text
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string }
      readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>
    }
  }[]
  readonly partialFingerprints: { readonly primaryLocationLineHash: string }
}
interface SarifRule {
  readonly id: string
  readonly shortDescription: Text
  readonly fullDescription: Text
  readonly help: Text & { readonly markdown: string }
  readonly helpUri: string
  readonly defaultConfiguration: { readonly level: string }
  readonly properties: { readonly tags: readonly string[]; readonly precision: string }
}
export interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } }
    readonly automationDetails: { readonly id: string }
    readonly results: readonly SarifResult[]
  }[]
}

/** Violations of the schema, and of "SARIF support for code scanning" in GitHub's documentation. */
export function sarifProblems(text: string): readonly string[] {
  const log = JSON.parse(text) as SarifLog
  if (!validate(log)) return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`)
  const ids = log.runs.map((run) => run.automationDetails.id)
  return [
    ...(log.runs.length > 20 ? ['more than 20 runs'] : []),
    ...(new Set(ids).size < ids.length ? ['two runs of one category'] : []),
    ...log.runs.flatMap((run) => [
      ...(run.results.length > 25_000 ? ['more than 25,000 results'] : []),
      ...run.tool.driver.rules.flatMap(ruleProblems),
      ...run.results.flatMap((result) => resultProblems(result, run.tool.driver.rules)),
      ...(new Set(run.results.map(fingerprintOf)).size < run.results.length ? ['equal fingerprints'] : []),
    ]),
  ]
}

const fingerprintOf = ({ partialFingerprints }: SarifResult) => partialFingerprints.primaryLocationLineHash

function ruleProblems({ id, shortDescription, fullDescription, help, properties }: SarifRule): string[] {
  const texts = [shortDescription.text, fullDescription.text]
  return [
    ...(texts.every(({ length }) => length > 0 && length <= 1024) ? [] : [`${id}: description`]),
    ...(help.text === '' || help.markdown === '' ? [`${id}: help`] : []),
    ...(properties.tags.length > 10 ? [`${id}: tags`] : []),
  ]
}

function resultProblems(result: SarifResult, rules: readonly SarifRule[]): string[] {
  const { ruleId, ruleIndex, message, locations } = result
  const [location] = locations
  const address = location?.physicalLocation.artifactLocation.uri ?? ''
  const region = location?.physicalLocation.region
  const path = decodeURIComponent(address)
  return [
    ...(rules[ruleIndex]?.id === ruleId ? [] : [`${ruleId}: rule ${ruleIndex} is another one`]),
    ...(message.text === '' ? [`${ruleId}: no message`] : []),
    ...(locations.length === 1 ? [] : [`${ruleId}: ${locations.length} locations`]),
    ...(path === '' || /^\/|:\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path) ? [`${ruleId}: place ${address}`] : []),
    ...(region !== undefined && Object.values(region).every((one) => one >= 1) ? [] : [`${ruleId}: region`]),
    ...(/^[0-9a-f]{16}:\d+$/.test(fingerprintOf(result)) ? [] : [`${ruleId}: fingerprint`]),
  ]
}
