/** Linked programs of earlier runs, in a directory of the user. */
import { sha256Of } from '../../common/digest.ts'
import type { World } from '../../effects/world.ts'

/** Whatever names a program. What it is made from need not be in it, as Go knows that. */
type AboutProgram = Readonly<Record<string, unknown>>

export interface KeptPrograms {
  /**
   * Puts a program of an earlier run where `go build` is going to write it. Go links it again unless all that it is made from is the
   * same, which its build ID has a digest of.
   */
  place(about: AboutProgram, output: string): Promise<void>
  /** Keeps what `go build` wrote, in place of an earlier one. */
  keep(about: AboutProgram, output: string): Promise<void>
}

/** In bytes, of one run. */
const mostOfRun = 256 * 1024 * 1024

/** Its name has a digest of what it is, and that of its bytes. */
export const isProgramName = (name: string) => /^[\da-f]{64}-[\da-f]{64}\.program$/.test(name)

/** Nothing that goes wrong here is worth more than the time to link once more. */
export function programsFolder({ files }: Pick<World, 'files'>, directory: string): KeptPrograms {
  let size = 0
  const keyOf = (about: AboutProgram) => sha256Of(JSON.stringify(about))
  const namesOf = async (key: string) =>
    (await files.list(directory))
      .filter(({ name, kind }) => kind === 'file' && isProgramName(name) && name.startsWith(`${key}-`))
      .map(({ name }) => name)
  return {
    async place(about, output) {
      try {
        const key = await keyOf(about)
        const [name] = await namesOf(key)
        if (name === undefined || !(await files.copy(`${directory}/${name}`, output))) return
        // Go reads nothing but its build ID
        if (name === nameOf(key, await files.sha256(output))) return
        await files.remove(output)
        await files.remove(`${directory}/${name}`)
      } catch {
        await files.remove(output)
      }
    },
    async keep(about, output) {
      const unfinished = `${directory}/${crypto.randomUUID()}.unfinished`
      try {
        const key = await keyOf(about)
        const name = nameOf(key, await files.sha256(output))
        const before = await namesOf(key)
        if (before.includes(name)) return
        size += (await files.stat(output))?.size ?? 0
        if (size > mostOfRun) return
        await files.makeDirectory(directory)
        await files.copy(output, unfinished)
        await files.move(unfinished, `${directory}/${name}`)
        for (const other of before) await files.remove(`${directory}/${other}`)
      } catch {
        await files.remove(unfinished)
      }
    },
  }
}

function nameOf(key: string, sha256: string): string {
  return `${key}-${sha256}.program`
}
