import type { Result } from '../../common/result.ts'
import type { ModeNotAchieved } from '../../findings/mode-not-achieved.ts'
import type { Linkage } from '../../model/image.ts'
import type { Mode } from '../../model/mode.ts'
import type { Elf } from '../elf/elf.ts'
import { hardening } from './hardening.ts'
import { formatName, type Program } from './program.ts'

/**
 * The linkage of a program, from its bytes only, regardless of the requested mode. A file in the format of another system is not a
 * program for the target system; then `machine` describes its format.
 *
 * @param os GOOS of the target system
 */
export function linkageOf(read: Result<Program>, os = 'linux'): Linkage {
  if (!read.ok) return { kind: 'not-a-program', needed: [], machine: read.problem.message, pie: false }
  const program = read.value
  const go = program.buildInfo === undefined ? {} : { go: program.buildInfo.go }
  if (program.format !== formatOf(os)) {
    const machine = `a ${formatName[program.format]} file for ${program.machine}`
    return { kind: 'not-a-program', needed: [], machine, pie: false, ...go }
  }
  if (program.format !== 'elf') {
    const { kind, libraries, machine } = program
    const hardened = hardening(program)
    return { kind, needed: libraries, machine, pie: hardened.pie, ...go, hardening: hardened }
  }
  const { elf } = program
  const libc = libcOf(elf)
  const glibc = highestGlibc(elf)
  return {
    kind: program.kind,
    ...(elf.interpreter === undefined ? {} : { interpreter: elf.interpreter }),
    needed: elf.needed,
    ...(libc === undefined ? {} : { libc }),
    ...(program.staticLibc === undefined ? {} : { staticLibc: program.staticLibc }),
    ...(glibc === undefined ? {} : { glibc }),
    machine: elf.machine,
    pie: elf.pie,
    ...go,
    hardening: hardening(program),
    ...(elf.symbolBytes === undefined ? {} : { symbols: elf.symbolBytes }),
    ...(elf.debugBytes === undefined ? {} : { debug: elf.debugBytes }),
  }
}

function formatOf(os: string): Program['format'] {
  return os === 'windows' ? 'pe' : os === 'darwin' ? 'mach-o' : 'elf'
}

/** From the name of the interpreter; undefined without one. */
export function libcOf(elf: Elf): Linkage['libc'] {
  if (elf.interpreter === undefined) return undefined
  if (elf.interpreter.includes('/ld-musl-')) return 'musl'
  return /\/ld(-linux[^/]*|64)?\.so\.\d+$/.test(elf.interpreter) ? 'glibc' : 'other'
}

/** The highest required GLIBC_x.y, e.g. `2.34`. */
function highestGlibc(elf: Elf): string | undefined {
  return elf.versionsNeeded
    .filter(({ weak }) => !weak)
    .map(({ version }) => /^GLIBC_(\d+(?:\.\d+)*)$/.exec(version)?.[1])
    .filter((version) => version !== undefined)
    .sort(compareVersions)
    .at(-1)
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number))
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The difference between the linkage of a file and that of its mode; undefined if they agree. */
export function modeNotAchieved(
  { name, expects, requires = {} }: Pick<Mode, 'name' | 'expects' | 'requires'>,
  { kind, machine, interpreter, needed, pie, libc, staticLibc }: Linkage,
): ModeNotAchieved | undefined {
  const linked = libc ?? staticLibc
  const isPie = requires.pie === undefined || pie
  const isLibc = requires.libc === undefined || requires.libc === linked
  // on macOS and Windows, this is the closest equivalent of static
  const isKind = expects.includes(kind) || (kind === 'system-dynamic' && expects.includes('static'))
  if (isKind && isPie && isLibc) return undefined
  return {
    mode: name,
    promised: expects,
    ...(Object.keys(requires).length === 0 ? {} : { requires }),
    made: kind,
    ...(requires.pie === undefined ? {} : { pie }),
    ...(requires.libc === undefined || linked === undefined ? {} : { libc: linked }),
    machine,
    ...(interpreter === undefined ? {} : { interpreter }),
    needed,
  }
}
