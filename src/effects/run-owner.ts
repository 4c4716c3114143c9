/** The process that a run belongs to. It is part of the run's name, so that a later run can check whether the process has ended. */
import { sha256Of } from '../common/digest.ts'
import type { Files } from './files.ts'

export interface RunOwner {
  readonly pid: number
  /** When it started, in clock ticks since boot: process IDs are reused. */
  readonly started: number
  /** Digest of the boot and the container, within which a process ID is valid. */
  readonly place: string
}

/** This process; undefined without `/proc`, as on macOS, where a later run cannot check whether this one is still running. */
export async function thisProcess(files: Pick<Files, 'readStart'>): Promise<RunOwner | undefined> {
  const [own, first, boot, host] = await Promise.all([
    statOf(files, 'self'),
    // the start time of process 1 identifies the container
    statOf(files, '1'),
    kernelText(files, '/proc/sys/kernel/random/boot_id'),
    kernelText(files, '/proc/sys/kernel/hostname'),
  ])
  if (own === undefined || first === undefined || boot === undefined || host === undefined) return undefined
  return { ...own, place: await digestOf([boot.trim(), host.trim(), String(first.started)]) }
}

/** Letters, digits and dots only, because it is part of names of directories and images. */
export function ownerText({ pid, started, place }: RunOwner): string {
  return [pid.toString(36), started.toString(36), place].join('.')
}

/** Reads the owner from the name of a run, or from that of its directory without the common prefix. */
export function ownerIn(run: string): RunOwner | undefined {
  const [, pid, started, place = ''] = /^([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-f]{12})-\w+$/i.exec(run) ?? []
  if (pid === undefined || started === undefined) return undefined
  return { pid: Number.parseInt(pid, 36), started: Number.parseInt(started, 36), place }
}

/** Whether a run has certainly ended. A run of another machine or container may still be active. */
export async function hasEnded(
  files: Pick<Files, 'readStart'>,
  run: RunOwner | undefined,
  here: RunOwner,
): Promise<boolean> {
  if (run === undefined || run.place !== here.place) return false
  return (await statOf(files, String(run.pid)))?.started !== run.started
}

const startedField = 22

async function statOf(
  files: Pick<Files, 'readStart'>,
  pid: string,
): Promise<Pick<RunOwner, 'pid' | 'started'> | undefined> {
  const text = await kernelText(files, `/proc/${pid}/stat`).catch(() => undefined)
  const end = text?.lastIndexOf(')') ?? -1
  if (text === undefined || end < 0) return undefined
  // the program's name, field 2, may contain spaces and parentheses, so fields are counted from its end
  const started = Number(text.slice(end + 2).split(' ')[startedField - 3])
  const number = Number.parseInt(text, 10)
  return Number.isFinite(started) && Number.isFinite(number) ? { pid: number, started } : undefined
}

/** Files in `/proc` report size 0, so they are read without their size; these are short. */
async function kernelText(files: Pick<Files, 'readStart'>, path: string): Promise<string | undefined> {
  const found = await files.readStart(path, 4096)
  return found === undefined ? undefined : new TextDecoder().decode(found)
}

async function digestOf(parts: readonly string[]): Promise<string> {
  return (await sha256Of(parts.join('\n'))).slice(0, 12)
}
