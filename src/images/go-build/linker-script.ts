/** A script through which Go starts its tools (`-toolexec`). It changes only the linker's command. */
import type { Host } from '../../effects/host.ts'
import type { Mode } from '../../model/mode.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

/** Files about a link. They exist until the end of the run. */
export interface LinkRecord {
  /** What the linker reached (`-dumpdep`), and whatever else it printed. */
  readonly graph: string
  /** The linker's list of packages and of the files with their object code. */
  readonly archives: string
  /** Copy of the main package's object code, which Go removes after the build. */
  readonly main: string
}

/** Replacements for the object code that the linker reads. */
export interface ExchangedArchives {
  /** File with `sed` rules that change the list of packages. */
  readonly rules: string
  /** Replacement for the main package; absent if it is not replaced. */
  readonly main?: string
}

/**
 * The flag of `go build` that uses the script. Its value may contain words in single or double quotes, but no escapes. `sh` runs the
 * script, so that it need not be executable: temporary directories may be mounted without permission to execute files.
 */
export function toolexecFlag(script: string): string {
  const quote = script.includes("'") ? '"' : "'"
  return `-toolexec=sh ${quote}${script}${quote}`
}

/** Whether the script can be used. It needs a Unix, and must not replace a `-toolexec` of the user, which may change the program. */
export function canWrapLinker(
  { os }: Pick<Host, 'os'>,
  { flags }: Pick<GoTool, 'flags'>,
  { env }: Pick<Mode, 'env'>,
): boolean {
  return os !== 'windows' && !/(?:^|[\s'"])--?toolexec\b/.test(env['GOFLAGS'] ?? flags)
}

export function recordIn(directory: string): LinkRecord {
  return {
    graph: `${directory}/graph`,
    archives: `${directory}/archives`,
    main: `${directory}/main.a`,
  }
}

/**
 * The last argument of the linker is the main package; `-importcfg` is a file that lists the others. Without it, Go only asks for
 * the linker's version. Lines that are not part of the graph, such as warnings, are passed on.
 */
export function linkerScript(record: LinkRecord, exchanged?: ExchangedArchives): string {
  const [graph, archives, main] = [record.graph, record.archives, record.main].map(shellWord)
  const exchange =
    exchanged === undefined
      ? ''
      : `      sed -f ${shellWord(exchanged.rules)} "$list" > "$list.new" && mv "$list.new" "$list"\n`
  const exchangeMain =
    exchanged?.main === undefined
      ? ''
      : `    if [ "$left" = 0 ] && [ -n "$list" ]; then argument=${shellWord(exchanged.main)}; fi\n`
  return `tool=$1
shift
case $tool in
*/link)
  left=$# before= list=
  for argument in "$@"; do
    shift
    left=$((left - 1))
    if [ "$before" = -importcfg ]; then
      list=$argument
${exchange}    fi
    before=$argument
${exchangeMain}    set -- "$@" "$argument"
  done
  if [ -n "$list" ] && cp "$list" ${archives} && cp "$argument" ${main} && : > ${graph}; then
    "$tool" -dumpdep "$@" > ${graph}
    code=$?
    LC_ALL=C grep -av ' -> ' ${graph}
    exit "$code"
  fi
  ;;
esac
exec "$tool" "$@"
`
}

const shellWord = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`
