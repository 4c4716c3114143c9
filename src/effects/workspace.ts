import { messageOf } from '../common/errors.ts'
import { ownerText, thisProcess } from './run-owner.ts'
import type { World } from './world.ts'

/** Of the name of each run's directory. */
export const directoryPrefix = 'linkgate-'

/** The name of the run that has this directory; empty where it is of no run. */
export function runOf(directory: string): string {
  const name = directory.slice(directory.lastIndexOf('/') + 1)
  return name.startsWith(directoryPrefix) ? name.slice(directoryPrefix.length).toLowerCase() : ''
}

/** The private directory of one run, and the promise that nothing of it stays. */
export interface Workspace {
  /** Unique name of this run: labels its containers, tags its images, and names its process (`ownerIn`). */
  readonly run: string
  readonly directory: string
  /**
   * Registers what must be undone, each even if another one fails: of one subject, such as a directory, in reverse order;
   * different subjects at once. The directory of the run is removed last.
   */
  onClose(subject: string, undo: () => Promise<void>): void
  /** Begins to undo one subject beside what follows, as nothing of it is needed any more. */
  end(subject: string): void
  /** Undoes everything, and waits for what was begun before. */
  close(): Promise<void>
}

export async function openWorkspace(world: World): Promise<Workspace> {
  const owner = await thisProcess(world.files)
  const directory = await world.files.makeTemporary(
    owner === undefined ? directoryPrefix : `${directoryPrefix}${ownerText(owner)}-`,
  )
  const run = runOf(directory)
  const subjects = new Map<string, (() => Promise<void>)[]>()
  const ending = new Map<string, Promise<void>>()
  let closing: Promise<void> | undefined

  async function attempt(undo: () => Promise<void>): Promise<void> {
    try {
      await undo()
    } catch (error) {
      world.log.warning(`clean-up failed: ${messageOf(error)}`)
    }
  }

  async function undoSubject(subject: string): Promise<void> {
    const begun = ending.get(subject)
    // what is left to undo comes after what is being undone
    if (begun !== undefined) await begun
    const undos = subjects.get(subject) ?? []
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await attempt(undo)
  }

  async function undoAll(): Promise<void> {
    await Promise.all([...subjects.keys()].map(undoSubject))
    await attempt(() => world.files.remove(directory))
  }

  return {
    run,
    directory,
    onClose: (subject, undo) => {
      const undos = subjects.get(subject) ?? []
      subjects.set(subject, undos)
      undos.push(undo)
    },
    end: (subject) => {
      ending.set(subject, undoSubject(subject))
    },
    close: () => {
      closing ??= undoAll()
      return closing
    },
  }
}
