/** Ends process groups that `realExec` has started. */
import { type ChildProcess, execFile } from 'node:child_process'
import { listProcesses, startedApart } from '../common/process-table.ts'

/** A runner kills a cancelled step after 7.5 seconds. The rest of that time is for removing everything. */
const tidyMs = 3_500

export function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null) kill(-child.pid)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended meanwhile
  }
}

/** Kills the processes that a program waits for, until it ends: it may start others after each failure. */
export async function killInside(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + tidyMs
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    for (const pid of startedApart(await processes(), child.pid ?? 0)) kill(pid)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  killGroup(child)
}

function processes(): Promise<string> {
  const [program = '', ...args] = listProcesses
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 << 20 }, (error, stdout) => resolve(error === null ? stdout : ''))
  })
}
