import type { World } from './world.ts'

/** The private directory of one run, and the promise that nothing of it stays. */
export interface Workspace {
  /** Unique name of this run: labels its containers, tags its images. */
  readonly run: string
  readonly directory: string
  /** Registers what must be undone; done in reverse order, each even if another one fails. */
  onClose(undo: () => Promise<void>): void
  close(): Promise<void>
}

export async function openWorkspace(world: World): Promise<Workspace> {
  const directory = await world.files.makeTemporary('linkgate-')
  const run = directory.slice(directory.lastIndexOf('-') + 1).toLowerCase()
  const undos: (() => Promise<void>)[] = [() => world.files.remove(directory)]
  let closing: Promise<void> | undefined

  async function undoAll(): Promise<void> {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await undo()
      } catch (error) {
        world.log.warning(`cleaning up: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }

  return {
    run,
    directory,
    onClose: (undo) => {
      undos.push(undo)
    },
    close: () => {
      closing ??= undoAll()
      return closing
    },
  }
}
