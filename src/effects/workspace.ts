import { messageOf } from '../common/errors.ts'
import type { Files } from './files.ts'
import { ownerText, thisProcess } from './run-owner.ts'
import type { World } from './world.ts'

/** Prefix of the name of each run's directory. */
export const directoryPrefix = 'linkgate-'

/** The name of the run that has this directory; empty for another directory. */
export function runOf(directory: string): string {
  const name = directory.slice(directory.lastIndexOf('/') + 1)
  return name.startsWith(directoryPrefix) ? name.slice(directoryPrefix.length).toLowerCase() : ''
}

/** The private directory of a run, and everything that must be undone when the run ends. */
export interface Workspace {
  /** Unique name of this run: labels its containers, tags its images, and names its process (`ownerIn`). */
  readonly run: string
  readonly directory: string
  /**
   * A path in the directory for files of builds, such as a context, a program or an image. They are removed when the subject
   * `buildFiles` ends: they may be large.
   */
  buildPath(name: string): string
  /**
   * Registers an action that undoes something, which runs even if another one fails. Actions of one subject, such as a
   * directory, run in reverse order, and those of different subjects in parallel. The directory of the run is removed
   * last.
   */
  onClose(subject: string, undo: () => Promise<void>): void
  /** Begins to undo one subject in the background, as it is no longer needed. */
  end(subject: string): void
  /** Undoes everything, and waits for what `end` has begun. */
  close(): Promise<void>
}

/** The subject of the files of builds. */
export const buildFiles = 'files'

/** Creates a directory whose name identifies this process, so a later run removes it if this process is killed. */
export async function makeOwnDirectory(files: Pick<Files, 'makeTemporary' | 'readStart'>): Promise<string> {
  const owner = await thisProcess(files)
  return files.makeTemporary(owner === undefined ? directoryPrefix : `${directoryPrefix}${ownerText(owner)}-`)
}

export async function openWorkspace(world: World): Promise<Workspace> {
  const directory = await makeOwnDirectory(world.files)
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
    // `end` already runs some actions: the others come after them
    if (begun !== undefined) await begun
    const undos = subjects.get(subject) ?? []
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await attempt(undo)
  }

  async function undoAll(): Promise<void> {
    await Promise.all([...subjects.keys()].map(undoSubject))
    await attempt(() => world.files.remove(directory))
  }

  function onClose(subject: string, undo: () => Promise<void>): void {
    const undos = subjects.get(subject) ?? []
    subjects.set(subject, undos)
    undos.push(undo)
  }

  return {
    run,
    directory,
    buildPath(name) {
      const path = `${directory}/${name}`
      onClose(buildFiles, () => world.files.remove(path))
      return path
    },
    onClose,
    end: (subject) => {
      ending.set(subject, undoSubject(subject))
    },
    close: () => {
      closing ??= undoAll()
      return closing
    },
  }
}
