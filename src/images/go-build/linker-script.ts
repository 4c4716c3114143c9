/** A script through which Go starts its tools (`-toolexec`): the linker in another way, all others as they are. */
import type { Host } from '../../effects/host.ts'
import type { Mode } from '../../model/mode.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

/** Files about a link that last as long as the run. */
export interface LinkRecord {
  /** What the linker reached (`-dumpdep`), and whatever else it printed. */
  readonly graph: string
  /** The linker's list of packages and the files with their object code. */
  readonly archives: string
  /** Copy of the object code of the main package, which is gone when the program is built. */
  readonly main: string
}

/** Object code that the linker gets instead. */
export interface ExchangedArchives {
  /** File with the rules of `sed` for the list of packages. */
  readonly rules: string
  /** Absent where the main package is not among them. */
  readonly main?: string
}

/**
 * Flag of `go build`, which takes words in quotes of either kind, without escapes. Without a bit to be executed, a script also runs
 * where temporary files may not be.
 */
export function toolexecFlag(script: string): string {
  const quote = script.includes("'") ? '"' : "'"
  return `-toolexec=sh ${quote}${script}${quote}`
}

/** Not where the user has the tools started by something else, which then decides what a program is; the script needs a Unix. */
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
 * The last argument of the linker is the main package; the others are in a file that it gets by `-importcfg`. Go also starts it to learn
 * its version. Lines that are not part of the graph, such as warnings, are passed on.
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
