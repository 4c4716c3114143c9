/** Reads `.dockerignore` files; see https://docs.docker.com/build/concepts/context/#dockerignore-files */

import { type FilePattern, filePattern } from '../../common/file-pattern.ts'

/** Whether a path, relative to the root of the context, is excluded. */
export type IsIgnored = (path: string) => boolean

interface Rule {
  /** The rule begins with `!`, so it includes its matches again. */
  readonly includes: boolean
  readonly pattern: FilePattern
}

/** The last rule that matches a path or one of its parent directories decides. */
export function readIgnoreFile(text: string): IsIgnored {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => ruleOf(line.trim()) ?? [])
  return (path) => {
    const parts = path.split('/')
    const paths = parts.map((_, at) => parts.slice(0, at + 1).join('/'))
    const last = rules.findLast(({ pattern }) => paths.some((one) => pattern.test(one)))
    return last !== undefined && !last.includes
  }
}

function ruleOf(line: string): Rule | undefined {
  const includes = line.startsWith('!')
  const written = includes ? line.slice(1).trim() : line
  if (written === '') return undefined
  const path = cleaned(written)
  return path === '' || path === undefined ? undefined : { includes, pattern: filePattern(path) }
}

/** The pattern without `.` and `..`; empty for the root, which matches nothing; undefined if it leads out of the root. */
function cleaned(pattern: string): string | undefined {
  const parts: string[] = []
  for (const part of pattern.split('/')) {
    if (part === '..' && parts.pop() === undefined && !pattern.startsWith('/')) return undefined
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return parts.join('/')
}
