import { readFile } from 'node:fs/promises'

/** Whether a process is there; a zombie that nobody has waited for does not count. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) Z /.test(stat)
}
