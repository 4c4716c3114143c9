/** The user's own Dockerfile: which image came from it as it is, and what was changed in it for the others. */
import type { DockerfileFacts, Report } from '../model.ts'
import { details } from './gfm.ts'
import { modesOf, platformsOf, variantOf } from './lookup.ts'
import { code, fence, name, sentence } from './text.ts'

const mostChanges = 30

export function dockerfile(report: Report): string | undefined {
  const blocks = platformsOf(report).flatMap((platform) =>
    modesOf(report).flatMap((mode) => {
      const head = variantOf(report, 'head', mode, platform)
      if (head?.dockerfile === undefined) return []
      const { path, base, program, changes } = head.dockerfile
      const on = base === undefined ? 'no other image' : code(base.name)
      const digest = base?.digest === undefined ? '' : ` (${code(base.digest.slice(0, 19))})`
      const where = program === undefined ? '' : `, the program is ${code(program)}`
      const how = changes.length === 0 ? 'as it is' : 'changed like this'
      return [
        `**${name(mode)}** · ${code(path)} ${how}, on ${on}${digest}${where}`,
        ...(changes.length === 0 ? [] : [fence(changedLines(changes)), reasons(changes)]),
      ]
    }),
  )
  return blocks.length === 0 ? undefined : details('Dockerfile', blocks.join('\n\n'))
}

function changedLines(changes: DockerfileFacts['changes']): readonly string[] {
  const lines = changes
    .slice(0, mostChanges)
    .flatMap(({ line, before, after }) => [
      ...(before === undefined ? [] : before.split('\n').map((text) => `${line}: - ${text}`)),
      ...(after === undefined ? [] : after.split('\n').map((text) => `${line}: + ${text}`)),
    ])
  const left = changes.length - mostChanges
  return left > 0 ? [...lines, `… and ${left} more`] : lines
}

function reasons(changes: DockerfileFacts['changes']): string {
  const why = [...new Set(changes.slice(0, mostChanges).map((change) => change.why))]
  return why.map((one) => `- ${sentence(one)}`).join('\n')
}
