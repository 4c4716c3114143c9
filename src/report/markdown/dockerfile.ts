/** The section of the comment about the user's Dockerfile: which image it builds unchanged, and the changes for the others. */

import { enumerate } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { BaseName, CacheMountObstacle, CompileCacheFacts, DockerfileFacts } from '../../model/image.ts'
import { modesOf, platformsOf, variantOf } from '../lookup.ts'
import { code, fence, name, sentence } from '../text.ts'
import { details } from './gfm.ts'

const mostChanges = 30

export function dockerfileSection(report: Report): string | undefined {
  const blocks = platformsOf(report).flatMap((platform) =>
    modesOf(report).flatMap((mode) => {
      const head = variantOf(report, 'head', mode, platform)
      if (head?.on !== undefined) return [`**${name(mode)}** · the built-in image on ${imageName(head.on)}`]
      if (head?.dockerfile === undefined) return []
      const { base, program, changes } = head.dockerfile
      const on = base === undefined ? 'no other image' : imageName(base)
      const where = program === undefined ? '' : `, the program is ${code(program)}`
      const how = changes.length === 0 ? 'unchanged' : 'with changes'
      return [
        `**${name(mode)}** · ${buildOf(head.dockerfile)} ${how}, on ${on}${where}`,
        ...(changes.length === 0 ? [] : [fence(changedLines(changes)), reasons(changes)]),
        ...withoutMounts(head.dockerfile.compileCaches?.without ?? []),
      ]
    }),
  )
  return blocks.length === 0 ? undefined : details('Dockerfile', blocks.join('\n\n'))
}

function imageName({ name: image, digest }: BaseName): string {
  return `${code(image)}${digest === undefined ? '' : ` (${code(digest.slice(0, 19))})`}`
}

/** The Dockerfile with the settings of its build. */
function buildOf({
  path,
  target,
  context,
  buildArgs = {},
  unknownArgs = [],
  by,
  ...built
}: DockerfileFacts): string {
  const args = Object.entries(buildArgs).map(([argument, value]) => code(`${argument}=${value}`))
  const without = unknownArgs.map(code).join(', ')
  const parts = [
    ...(target === undefined ? [] : [`target ${code(target)}`]),
    ...(args.length === 0 ? [] : [`build ${args.length > 1 ? 'arguments' : 'argument'} ${args.join(', ')}`]),
    ...(context === undefined ? [] : [`context ${code(context)}`]),
    ...(without === '' ? [] : [`without ${without}, because the values depend on the run`]),
    ...(by === undefined ? [] : [`as in ${code(by)}`]),
    ...(built.withoutGit === true ? ['without `.git`'] : []),
    ...(built.label === undefined ? [] : [`with the added label ${code(built.label)}`]),
    ...cacheMounts(built.compileCaches?.lines ?? []),
  ]
  return parts.length === 0 ? code(path) : `${code(path)} (${parts.join(', ')})`
}

function cacheMounts(lines: readonly number[]): readonly string[] {
  if (lines.length === 0) return []
  const where = `line${lines.length > 1 ? 's' : ''} ${enumerate(lines.map(String))}`
  return [`with cache mounts for GOCACHE and GOMODCACHE in ${where}`]
}

const noMounts: Readonly<Record<CacheMountObstacle, string>> = {
  mounts: 'the stage has its own',
  'names-cache': 'this instruction uses a directory of the caches',
  'on-build': 'it adds instructions to other stages',
  'reads-cache': 'this instruction may copy files from the caches',
  ships: 'the files of the stage are in the image',
  syntax: 'it is not certain that the frontend of the `# syntax` line supports them',
  'unknown-path': 'the directories of the caches are unknown',
  user: 'the step does not run as root or as a numeric user',
}

function withoutMounts(without: CompileCacheFacts['without']): readonly string[] {
  const lines = without.map(
    ({ line, because }) => `- Line ${line}: no cache mounts, because ${noMounts[because]}`,
  )
  return lines.length === 0 ? [] : [lines.join('\n')]
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
