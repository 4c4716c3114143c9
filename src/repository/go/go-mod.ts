import type { Report } from '../../document/report.ts'
import { repositoryText, type TextFiles } from '../../effects/repository-text.ts'

/**
 * @param root root of a revision on disk
 * @param module directory of the go.mod, relative to `root`
 * @returns undefined if there is none
 */
export async function readGoMod(files: TextFiles, root: string, module: string): Promise<Report['goMod']> {
  const file = module === '.' ? 'go.mod' : `${module}/go.mod`
  const source = await repositoryText(files, root, file)
  return source === undefined ? undefined : { file, require: requireLines(source) }
}

/** Direct requirements, as module path → line; https://go.dev/ref/mod#go-mod-file-require */
export function requireLines(source: string): Readonly<Record<string, number>> {
  const found: [string, number][] = []
  let isBlock = false
  for (const [index, whole] of source.split(/\r?\n/).entries()) {
    const [, text = '', comment = ''] = /^(.*?)(?:\/\/(.*))?$/.exec(whole) ?? []
    const words = text.replace('(', ' (').trim().split(/\s+/)
    if (isBlock && words[0] === ')') isBlock = false
    else if (words[0] === 'require' && words[1]?.startsWith('(')) isBlock = true
    else if (isBlock || words[0] === 'require') {
      const [path = '', version] = isBlock ? words : words.slice(1)
      if (version !== undefined && !isIndirect(comment)) found.push([unquoted(path), index + 1])
    }
  }
  return Object.fromEntries(found)
}

/** Whether a comment marks an indirect requirement: `indirect` alone, or before another remark. */
function isIndirect(comment: string): boolean {
  return /^\s*indirect(?:;\s|\s*$)/.test(comment)
}

function unquoted(path: string): string {
  return path.replace(/^(["`])(.*)\1$/, '$2')
}
