import type { Files } from '../../effects/files.ts'

/**
 * Moves a directory tree to a path that may already exist. Existing files stay. A directory that does not exist yet appears
 * atomically, so that other processes never see an incomplete one, even after an interruption.
 */
export async function moveInto(files: Files, from: string, to: string): Promise<void> {
  const found = await files.stat(to)
  if (found === undefined) return moveTree(files, from, to)
  if (found.kind !== 'directory') return
  for (const { name } of await files.list(from)) await moveInto(files, `${from}/${name}`, `${to}/${name}`)
}

async function moveTree(files: Files, from: string, to: string): Promise<void> {
  await files.makeDirectory(to.slice(0, to.lastIndexOf('/')))
  try {
    await files.move(from, to)
  } catch {
    // the target may be on another file system
    const beside = `${to}.linkgate`
    await files.remove(beside)
    await files.copy(from, beside)
    await files.move(beside, to)
  }
}
