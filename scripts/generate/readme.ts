/** The parts of README.md that say again what stands elsewhere: made from there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defaultConfig } from '../../src/config/config.ts'
import { metrics } from '../../src/model/metric.ts'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

const noises = {
  exact: 'exact: the same number every time',
  'quasi-exact': 'repeats within about one percent',
  noisy: 'noisy: median and confidence interval',
  info: 'for information, never judged',
} as const

const units = { B: 'bytes', ms: 'ms', count: 'number' } as const

/** README.md with its generated parts written anew; everything between the marks is replaced. */
export function withGeneratedParts(readme: string): string {
  const action = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')) as Action
  const parts: Readonly<Record<string, readonly string[]>> = {
    inputs: table(
      ['Input', 'What', 'Default'],
      Object.entries(action.inputs).map(([name, { description, default: value }]) => [
        `\`${name}\``,
        description,
        value === '' ? '' : `\`${value}\``,
      ]),
    ),
    outputs: table(
      ['Output', 'What'],
      Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
    metrics: table(
      ['Metric', 'What', 'Unit', 'Repeats'],
      Object.entries(metrics).map(([name, { about, unit, noise }]) => [
        `\`${name}\``,
        about,
        units[unit],
        noises[noise],
      ]),
    ),
    'default-budgets': defaultConfig().budgets.map(
      ({ metric, text, level }) => `  - \`${metric}\`: ${text}${level === 'warn' ? ', as a warning' : ''}`,
    ),
  }
  return readme.replace(
    /^( *<!-- generated: (\S+) -->\n)[\s\S]*?^( *<!-- end: \2 -->)$/gm,
    (_whole, start: string, name: string, end: string) => {
      const lines = parts[name]
      if (lines === undefined)
        throw new Error(`README.md asks for the generated part ${name}, which there is not`)
      return `${start}${lines.join('\n')}\n${end}`
    },
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => ':--')), ...rows.map(line)]
}
