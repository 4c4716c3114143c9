/** The parts of the documents that are generated from the source, between marks: `<!-- generated: NAME -->`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defaultConfig } from '../../src/config/config.ts'
import { fatalFindings } from '../../src/findings/docs/findings-document.ts'
import { obstacleText } from '../../src/findings/obstacles.ts'
import { metrics } from '../../src/model/metric.ts'
import { wrap } from '../../src/report/terminal/layout.ts'
import { commandSections } from './cli.ts'
import { configurationKeys } from './configuration.ts'
import { doctorTable } from './doctor-docs.ts'
import { doctorExample } from './doctor-example.ts'
import { markdownTable } from './markdown-table.ts'
import { modesTable } from './modes.ts'

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

const action = () => parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')) as Action

const missingSource = obstacleText({
  kind: 'source-missing',
  at: 'Dockerfile:9',
  by: 'COPY',
  path: 'web/dist',
  absence: {
    because: { kind: 'ignored', by: 'web/.gitignore:1' },
    step: {
      at: '.github/workflows/image.yml:8',
      written: 'npm run build',
      directory: 'web',
      command: 'npm --prefix web run build',
    },
  },
})

const parts: Readonly<Record<string, () => readonly string[]>> = {
  configuration: configurationKeys,
  doctor: doctorTable,
  'doctor-example': doctorExample,
  'missing-example': () => ['```text', ...wrap(missingSource, 110, 0).split('\n'), '```'],
  inputs: () =>
    markdownTable(
      ['Input', 'What', 'Default'],
      Object.entries(action().inputs).map(([name, { description, default: value }]) => [
        `\`${name}\``,
        description,
        value === '' ? '' : `\`${value}\``,
      ]),
    ),
  modes: modesTable,
  outputs: () =>
    markdownTable(
      ['Output', 'What'],
      Object.entries(action().outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  metrics: () =>
    markdownTable(
      ['Metric', 'What', 'Unit', 'Repeats'],
      Object.entries(metrics).map(([name, { about, unit, noise }]) => [
        `\`${name}\``,
        about,
        units[unit],
        noises[noise],
      ]),
    ),
  'default-budgets': () =>
    defaultConfig().budgets.map(
      ({ metric, text, level }) => `- \`${metric}\`: ${text}${level === 'warn' ? ', as a warning' : ''}`,
    ),
  troubleshooting: () =>
    markdownTable(
      ['Finding', 'What happened', 'Fix'],
      fatalFindings().map(({ id, anchor, means, fix }) => [`[\`${id}\`](findings.md#${anchor})`, means, fix]),
    ),
  commands: commandSections,
}

/** A document with its parts generated again; everything between the marks is replaced. */
export function withGeneratedParts(document: string): string {
  return document.replace(
    /^(<!-- generated: (\S+) -->\n)[\s\S]*?^(<!-- end: \2 -->)$/gm,
    (_whole, start: string, name: string, end: string) => {
      const lines = parts[name]?.()
      if (lines === undefined) throw new Error(`there is no generated part \`${name}\``)
      return `${start}${lines.join('\n')}\n${end}`
    },
  )
}
