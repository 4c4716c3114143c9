/** Linked programs of earlier runs, in a directory of the user. */
import { sha256Of } from '../../common/digest.ts'
import type { World } from '../../effects/world.ts'

/** Whatever names a program. What it is made from need not be in it, as Go knows that. */
type AboutProgram = Readonly<Record<string, unknown>>

export interface PlacedProgram {
  /** Hex digest that it had when it was kept. */
  readonly sha256: string
  /** Whether the kept file no longer has it. Then that is removed, and a build must not use it: Go reads nothing but its build ID. */
  isDamaged(): Promise<boolean>
}

export interface KeptPrograms {
  /**
   * Puts a program of an earlier run where `go build` is going to write it. Go links it again unless all that it is made from is the
   * same, which its build ID has a digest of.
   */
  place(about: AboutProgram, output: string): Promise<PlacedProgram | undefined>
  /**
   * Keeps what `go build` wrote, in place of an earlier one.
   *
   * @param sha256 its digest, hex
   */
  keep(about: AboutProgram, output: string, sha256: string): Promise<void>
}

/** In bytes, of one run. */
const mostOfRun = 256 * 1024 * 1024

const programName = /^[\da-f]{64}-([\da-f]{64})\.program$/
/** Its name has a digest of what it is, and that of its bytes. */
export const isProgramName = (name: string) => programName.test(name)

/** Nothing that goes wrong here is worth more than the time to link once more. */
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
        // one that was cut off is linked again each time
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
