import { lastOf } from '../../common/paths.ts'

/** The program of an image, as it was found behind whatever starts it. */
export interface OwnProgram {
  readonly path: string
  readonly arguments: readonly string[]
}

export interface ImageStart {
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  /** Absent where it was not found. */
  readonly program?: OwnProgram
}

/**
 * The words that start an image with the arguments that the configuration gives the app. As for the engine they take the
 * place of CMD; but a program that CMD names is still started, with what stands before it.
 */
export function argvOf(start: ImageStart, given: readonly string[]): readonly string[] {
  const { entrypoint, command, program } = start
  if (given.length === 0) return [...entrypoint, ...command]
  const [first = ''] = given
  const isWhole = program !== undefined && lastOf(first) === lastOf(program.path)
  const before = program === undefined || isWhole ? [] : wordsBefore(start, program)
  return before.length > entrypoint.length ? [...before, ...given] : [...entrypoint, ...given]
}

/** Arguments that the app still gets when others are given: those that stand in ENTRYPOINT. */
export function keptArguments(start: ImageStart): readonly string[] {
  const { entrypoint, program } = start
  if (program === undefined) return []
  const before = wordsBefore(start, program)
  return before.length === 0 ? [] : entrypoint.slice(before.length)
}

/** Up to the program itself; nothing where its arguments are not simply what follows it. */
function wordsBefore({ entrypoint, command }: ImageStart, program: OwnProgram): readonly string[] {
  const all = [...entrypoint, ...command]
  const at = all.length - program.arguments.length
  const follow = all.slice(at).join('\n') === program.arguments.join('\n')
  // after a line for a shell they would be the shell's
  if (all.slice(0, at).includes('-c')) return []
  return follow && lastOf(all[at - 1] ?? '') === lastOf(program.path) ? all.slice(0, at) : []
}
