/**
 * Will an image come to its program? Follows what engine, kernel, shells and inits do between its entry point and the
 * first instruction of the last program, as far as that is decided by what is in the image.
 */
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import { isShell } from '../../shell/launchers.ts'
import { identityOf } from './accounts.ts'
import { type EntryCheck, Follower } from './follow.ts'

export type { EntryCheck } from './follow.ts'

export interface EntryContext {
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly env: Env
  /** As the image configuration has them; empty for root and `/`. */
  readonly user: string
  readonly workingDir: string
  /** GOARCH of the image. */
  readonly machine: string
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export async function checkEntry(root: RootFs, context: EntryContext): Promise<EntryCheck> {
  const { entrypoint, command, env, user, workingDir, machine } = context
  const words = [...entrypoint, ...command]
  if (words.length === 0) return { problems: [{ id: 'load/no-command', params: {} }] }
  const identity = await identityOf(root, user)
  // that the engine does not find the user is a fact of its own
  if (!identity.ok) return { problems: [], unknownIn: user }
  const start = {
    words,
    env: { PATH: defaultPath, ...env },
    identity: identity.value,
    directory: workingDir || '/',
  }
  const follower = new Follower(root, machine)
  const found = await follower.follow({ ...start, isSure: true, knowsLibraries: true })
  const line = shellLine(words)
  if (line !== undefined && quotedList.test(line.trim()))
    return { problems: [{ id: 'load/exec-form-quotes', params: { line: line.trim() } }] }
  const [first] = found.problems
  const isShellMissing =
    line !== undefined && first?.id === 'load/program-missing' && first.params.by === undefined
  return isShellMissing
    ? { problems: [{ id: 'load/no-shell', params: { shell: words[0] ?? '', line } }] }
    : found
}

/** A list in other quotes than those of JSON. */
const quotedList = /^\[\s*(?:'[^']*'|[\u2018\u201C][^\u2019\u201D]*[\u2019\u201D])(?:\s*,\s*\S+)*\s*\]$/

/** The text of an entry point or command in the shell form, which names no shell of its own. */
function shellLine([shell = '', option, text]: readonly string[]): string | undefined {
  return isShell(shell) && option === '-c' ? text : undefined
}
