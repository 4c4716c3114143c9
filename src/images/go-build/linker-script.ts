/** Scripts that Go starts its tools by (`-toolexec`): all of them as they are, and the linker in another way. */
import type { Mode } from '../../model/mode.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

/** Flag of `go build`. Without a bit to be executed, a script also runs where temporary files may not be. */
export function toolexecFlag(script: string): string {
  return `-toolexec=sh ${shellWord(script)}`
}

/** Whether the user has the tools started by something else, which then decides what a program is. */
export function hasToolexec({ flags }: Pick<GoTool, 'flags'>, { env }: Pick<Mode, 'env'>): boolean {
  return /(?:^|[\s'"])--?toolexec\b/.test(env['GOFLAGS'] ?? flags)
}

/** What a script does with the linker's arguments, which are `"$@"`. */
export interface LinkerChange {
  /** Shell commands for each argument, `$argument`; `$before` is the one before it, and `$left` how many follow. */
  readonly each: readonly string[]
  /** Shell commands instead of `exec "$tool" "$@"`. */
  readonly start?: readonly string[]
}

/** The last argument of the linker is the main package; the others are in a file that it gets by `-importcfg`. */
export function linkerScript({ each, start = [] }: LinkerChange): string {
  return `tool=$1
shift
case $tool in
*/link)
  left=$# before=
  for argument in "$@"; do
    shift
    left=$((left - 1))
${indented(each)}    before=$argument
    set -- "$@" "$argument"
  done
${indented(start)}  ;;
esac
exec "$tool" "$@"
`
}

const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}\n`).join('')

/** As a word of a shell. */
export const shellWord = (path: string) => `'${path}'`
