import { lastOf } from '../../common/paths.ts'

/** The program of an image, at the end of the chain of programs that start it. */
export interface OwnProgram {
  readonly path: string
  readonly arguments: readonly string[]
}

export interface ImageStart {
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  /** Absent if it was not found. */
  readonly program?: OwnProgram
}

/**
 * The command that starts an image with the configured arguments of the app. As in the engine, they replace CMD. But if CMD contains
 * the program, the words up to the program stay.
 */
export function argvOf(start: ImageStart, given: readonly string[]): readonly string[] {
  const { entrypoint, command, program } = start
  if (given.length === 0) return [...entrypoint, ...command]
  const [first = ''] = given
  const isWhole = program !== undefined && lastOf(first) === lastOf(program.path)
  const before = program === undefined || isWhole ? [] : wordsBefore(start, program)
  return before.length > entrypoint.length ? [...before, ...given] : [...entrypoint, ...given]
}

/** Arguments in ENTRYPOINT. The app gets them in addition to configured ones. */
export function keptArguments(start: ImageStart): readonly string[] {
  const { entrypoint, program } = start
  if (program === undefined) return []
  const before = wordsBefore(start, program)
  return before.length === 0 ? [] : entrypoint.slice(before.length)
}

/** The words up to the program itself; empty if its arguments are not simply the following words. */
function wordsBefore({ entrypoint, command }: ImageStart, program: OwnProgram): readonly string[] {
  const all = [...entrypoint, ...command]
  const at = all.length - program.arguments.length
  const follow = all.slice(at).join('\n') === program.arguments.join('\n')
  // words after `-c` would be arguments of the shell
  if (all.slice(0, at).includes('-c')) return []
  return follow && lastOf(all[at - 1] ?? '') === lastOf(program.path) ? all.slice(0, at) : []
}
