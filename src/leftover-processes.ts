/** Builds that go on after the step that started them was killed. */

export const listProcesses: readonly string[] = ['ps', '-A', '-o', 'pid=,pgid=,args=']

/**
 * The process groups of commands that work in a directory of a run, by what `listProcesses` printed. Only their leaders
 * count: the run has started each command in a group of its own.
 */
export function groupsOf(printed: string, directory: string): readonly number[] {
  return printed.split('\n').flatMap((line) => {
    const [, pid, group, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid !== undefined && pid === group && args?.includes(`${directory}/`) ? [Number(pid)] : []
  })
}
