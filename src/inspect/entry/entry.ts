/**
 * Checks whether an image reaches its program. Follows what engine, kernel, shells and inits do between the entry point and the
 * first instruction of the last program, as far as that depends on the image.
 */
import { defaultPath } from '../../common/paths.ts'
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
  /** From the image config; empty for root and `/`. */
  readonly user: string
  readonly workingDir: string
  /** GOARCH of the image. */
  readonly machine: string
}

export async function checkEntry(root: RootFs, context: EntryContext): Promise<EntryCheck> {
  const { entrypoint, command, env, user, workingDir, machine } = context
  const words = [...entrypoint, ...command]
  if (words.length === 0) return { problems: [{ id: 'load/no-command', params: {} }] }
  const identity = await identityOf(root, user)
  // a user that the engine does not find is reported separately
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

/** A list whose quotes are not those of JSON, so engines pass it to a shell. */
const quotedList = /^\[\s*(?:'[^']*'|[\u2018\u201C][^\u2019\u201D]*[\u2019\u201D])(?:\s*,\s*\S+)*\s*\]$/

/** The text of an entry point or command in shell form, with the default shell. */
function shellLine([shell = '', option, text]: readonly string[]): string | undefined {
  return isShell(shell) && option === '-c' ? text : undefined
}
