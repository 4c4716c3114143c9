/** What the linker says and uses while `go build` links a program, taken without a second link. */
import type { Handles } from '../../plan/handles.ts'
import { linkerScript, shellWord, toolexecFlag } from './linker-script.ts'

/** Files that last as long as the run. */
export interface LinkRecord {
  /** What the linker reached (`-dumpdep`), and whatever else it printed. */
  readonly graph: string
  /** The linker's list of packages and the files with their object code. */
  readonly archives: string
  /** Copy of the object code of the main package, which is gone when the program is built. */
  readonly main: string
}

/**
 * A record to be, and the flags of `go build` that have it written. The program is the same, byte by byte: flags of the
 * linker that `go build` itself gets would be part of the build ID.
 */
export async function recordLink(
  { world, workspace }: Pick<Handles, 'world' | 'workspace'>,
  name: string,
): Promise<{ readonly record: LinkRecord; readonly flags: readonly string[] }> {
  const directory = `${workspace.directory}/link-${name}`
  const record = {
    graph: `${directory}/graph`,
    archives: `${directory}/archives`,
    main: `${directory}/main.a`,
  }
  const script = `${directory}/link.sh`
  await world.files.write(script, recordingScript(record))
  return { record, flags: [toolexecFlag(script)] }
}

/** Go also starts the linker to learn its version. What is no line of the graph is passed on, such as warnings. */
function recordingScript({ graph, archives, main }: LinkRecord): string {
  return linkerScript({
    each: [`if [ "$before" = -importcfg ]; then cp "$argument" ${shellWord(archives)}; fi`],
    start: [
      `if [ -f ${shellWord(archives)} ] && cp "$argument" ${shellWord(main)} && : > ${shellWord(graph)}; then`,
      `  "$tool" -dumpdep "$@" > ${shellWord(graph)}`,
      '  code=$?',
      `  LC_ALL=C grep -av ' -> ' ${shellWord(graph)}`,
      '  exit "$code"',
      'fi',
    ],
  })
}
