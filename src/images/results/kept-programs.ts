/** Linked programs of earlier runs, in the user's cache directory. */
import { sha256Of } from '../../common/digest.ts'
import type { World } from '../../effects/world.ts'

/** Identifies a program. It need not contain the program's inputs, because Go compares those itself. */
type AboutProgram = Readonly<Record<string, unknown>>

export interface PlacedProgram {
  /** Hex sha256 of the program when it was kept. */
  readonly sha256: string
  /** Whether the kept file has changed. If so, removes it. A build must not use it, because Go only checks its build ID. */
  isDamaged(): Promise<boolean>
}

export interface KeptPrograms {
  /**
   * Copies a program of an earlier run to the path to which `go build` will write it. Its build ID contains a digest of its inputs,
   * and Go links it again unless all of them are the same.
   */
  place(about: AboutProgram, output: string): Promise<PlacedProgram | undefined>
  /**
   * Keeps the program that `go build` wrote, and removes an earlier one.
   *
   * @param sha256 its digest, hex
   */
  keep(about: AboutProgram, output: string, sha256: string): Promise<void>
}

/** Maximum size of the programs that one run keeps, in bytes. */
const mostOfRun = 256 * 1024 * 1024

const programName = /^[\da-f]{64}-([\da-f]{64})\.program$/
/** The name consists of the digest of its `AboutProgram` and that of its bytes. */
export const isProgramName = (name: string) => programName.test(name)

/** Errors are ignored: they only cost the time to link a program again. */
export function programsFolder({ files }: Pick<World, 'files'>, directory: string): KeptPrograms {
  let size = 0
  const keyOf = (about: AboutProgram) => sha256Of(JSON.stringify(about))
  const namesOf = async (key: string) =>
    (await files.list(directory))
      .filter(({ name, kind }) => kind === 'file' && isProgramName(name) && name.startsWith(`${key}-`))
      .map(({ name }) => name)
  const isDamaged = async (name: string, sha256: string) => {
    const path = `${directory}/${name}`
    if ((await files.sha256(path).catch(() => undefined)) === sha256) return false
    await files.remove(path).catch(() => {})
    return true
  }
  return {
    async place(about, output) {
      try {
        const [name] = await namesOf(await keyOf(about))
        const [, sha256] = programName.exec(name ?? '') ?? []
        if (name === undefined || sha256 === undefined) return undefined
        if (!(await files.copy(`${directory}/${name}`, output))) return undefined
        return { sha256, isDamaged: () => isDamaged(name, sha256) }
      } catch {
        await files.remove(output)
        return undefined
      }
    },
    async keep(about, output, sha256) {
      const unfinished = `${directory}/${crypto.randomUUID()}.unfinished`
      try {
        const key = await keyOf(about)
        const name = nameOf(key, sha256)
        const before = await namesOf(key)
        const own = (await files.stat(output))?.size ?? 0
        // a truncated file is replaced, because it would be linked again each time
        if (before.includes(name) && (await files.stat(`${directory}/${name}`))?.size === own) return
        size += own
        if (size > mostOfRun) return
        await files.makeDirectory(directory)
        await files.copy(output, unfinished)
        await files.move(unfinished, `${directory}/${name}`)
        for (const other of before) if (other !== name) await files.remove(`${directory}/${other}`)
      } catch {
        await files.remove(unfinished)
      }
    },
  }
}

function nameOf(key: string, sha256: string): string {
  return `${key}-${sha256}.program`
}
