/** Finds in the output of `ps` the processes that must end with a run. */

export const listProcesses: readonly string[] = ['ps', '-A', '-o', 'pid=,ppid=,pgid=,args=']

interface Process {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly args: string
}

function parse(printed: string): readonly Process[] {
  return [...printed.matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm)].map(
    ([, pid, parent, group, args = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      args,
    }),
  )
}

/**
 * Commands that work in a directory of a run and continue after the step that started them was killed. Only group leaders
 * count: the run starts each command in its own process group.
 */
export function leadersIn(printed: string, directory: string): readonly number[] {
  return parse(printed)
    .filter(({ pid, group, args }) => pid === group && args.includes(`${directory}/`))
    .map(({ pid }) => pid)
}

/** Descendants of a process that are in another process group, such as the programs of containers. */
export function startedApart(printed: string, ancestor: number): readonly number[] {
  const all = parse(printed)
  const below = new Set([ancestor])
  for (let size = 0; size < below.size; ) {
    size = below.size
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid)
  }
  const own = all.find(({ pid }) => pid === ancestor)?.group
  return all.filter(({ pid, group }) => below.has(pid) && group !== own).map(({ pid }) => pid)
}
