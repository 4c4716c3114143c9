/** Checks the YAML in documents. Each block is a workflow or a configuration, and is validated as such. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { parseConfig } from '../../../src/config/config.ts'

const root = join(import.meta.dirname, '../../..')
/** The example workflows. `npm test` checks them with actionlint, and tests in `__tests__/e2e/` run them. */
const examples = globSync('example-workflows/*.yml', { cwd: root }).map((file) =>
  parse(readFileSync(join(root, file), 'utf8')),
)

/** @param text a block */
export function yamlProblem(text: string): readonly string[] {
  let content: unknown
  try {
    content = parse(text, { strict: true })
  } catch (error) {
    return [String(error)]
  }
  if (typeof content !== 'object' || content === null) return ['this is not a map']
  if (Object.hasOwn(content, 'jobs')) {
    const isExample = examples.some((example) => isDeepStrictEqual(example, content))
    return isExample ? [] : ['this workflow is none of example-workflows']
  }
  if (!Object.hasOwn(content, 'version')) return ['neither a configuration nor a workflow']
  return configProblems(text)
}

/** The problems of a part of a configuration in a sentence. One with an ellipsis is not checked. */
export function snippetProblem(span: string): readonly string[] {
  if (!/^(?:build|modes|startup|budgets): \{.*\}$/.test(span) || span.includes('…')) return []
  return configProblems(`version: 1\n${span}`)
}

function configProblems(text: string): readonly string[] {
  const read = parseConfig(text, 'linkgate.yml')
  return read.ok ? [] : [read.problem].flat().map(({ message }) => message)
}
