/** Output of `linkgate init`. */
import { enumerate } from '../../common/english.ts'
import { wrap } from '../../report/terminal/layout.ts'
import { painter } from '../../report/terminal/paint.ts'
import type { TerminalOptions } from '../../report/terminal/terminal.ts'
import { printable } from '../../report/text.ts'
import type { InitResult } from '../init.ts'

export function initText(
  { files, found, unknown }: InitResult,
  { dryRun }: { readonly dryRun: boolean },
  { color, width }: TerminalOptions,
): string {
  const paint = painter(color)
  const paths = enumerate(files.map(({ path }) => path))
  const item = (mark: string, style: 'green' | 'yellow', text: string) =>
    `  ${paint(mark, style)} ${wrap(printable(text, 1000), width, 4).trimStart()}`
  const lines = [
    paint(`✓ linkgate init: ${dryRun ? 'would write' : 'wrote'} ${paths}`, 'bold', 'green'),
    '',
    ...found.map((text) => item('✓', 'green', text)),
    ...(unknown.length === 0 ? [] : ['', '  Please check:']),
    ...unknown.map((text) => item('!', 'yellow', text)),
    '',
    ...(dryRun
      ? files.flatMap(({ path, text }) => [paint(`# ${path}`, 'bold'), text])
      : ['  Review and commit these files, then run `linkgate check`.']),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
