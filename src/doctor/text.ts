/** Output of `linkgate doctor`, and the same for the log of a run. */
import { plural } from '../common/english.ts'
import { harmlessJson } from '../common/harmless.ts'
import { wrap } from '../report/terminal/layout.ts'
import { painter, type Style } from '../report/terminal/paint.ts'
import type { TerminalOptions } from '../report/terminal/terminal.ts'
import { printable } from '../report/text.ts'
import type { Check, CheckState } from './check.ts'

const marks: Readonly<Record<CheckState, { readonly mark: string; readonly style: Style }>> = {
  ok: { mark: '✓', style: 'green' },
  hint: { mark: '!', style: 'yellow' },
  problem: { mark: '✗', style: 'red' },
}

export function checksText(checks: readonly Check[], { color, width }: TerminalOptions): string {
  const paint = painter(color)
  const { mark, style } = marks[worstOf(checks)]
  const lines = checks.flatMap((check) => {
    const own = marks[check.state]
    return [
      `  ${paint(own.mark, own.style)} ${wrap(printable(check.message, 600), width, 4).trimStart()}`,
      ...yamlLines(check).map((line) => `      ${paint(line, 'cyan')}`),
    ]
  })
  const headline = paint(`${mark} linkgate doctor: ${summaryOf(checks)}`, 'bold', style)
  return `${[headline, '', ...lines].join('\n')}\n`
}

export function checksJson(checks: readonly Check[]): string {
  return `${harmlessJson({ checks })}\n`
}

/** For an annotation in the log. */
export function noticeText(check: Check): string {
  return [printable(check.message, 600), ...yamlLines(check)].join('\n')
}

function yamlLines({ file, yaml }: Check): readonly string[] {
  if (yaml === undefined) return []
  const comment = file === undefined ? [] : [`# ${printable(file)}`]
  return [...comment, ...yaml.split('\n').map((line) => printable(line))]
}

function worstOf(checks: readonly Check[]): CheckState {
  const has = (state: CheckState) => checks.some((check) => check.state === state)
  return has('problem') ? 'problem' : has('hint') ? 'hint' : 'ok'
}

function summaryOf(checks: readonly Check[]): string {
  const count = (state: CheckState) => {
    const number = checks.filter((check) => check.state === state).length
    return number === 0 ? [] : [plural(number, state)]
  }
  return [...count('problem'), ...count('hint')].join(', ') || 'everything is fine'
}
