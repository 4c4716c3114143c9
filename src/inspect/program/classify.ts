import type { LinkageKind } from '../../model/image.ts'
import { fileType, segmentType } from '../elf/constants.ts'
import type { Elf } from '../elf/elf.ts'
import type { MachO } from '../macho/macho.ts'
import type { Pe } from '../pe/pe.ts'

export interface Classified<Kind extends LinkageKind = LinkageKind> {
  readonly kind: Kind
  /** The evidence in the file; one clause. */
  readonly why: string
}

export function classifyElf(elf: Elf): Classified<Exclude<LinkageKind, 'system-dynamic'>> {
  const { type, interpreter, needed, soname } = elf
  if (type === fileType.relocatable)
    return { kind: 'not-a-program', why: 'it is an object file, not linked yet' }
  if (type === fileType.core)
    return { kind: 'not-a-program', why: 'it is the memory image of a crashed program' }
  if (type !== fileType.executable && type !== fileType.sharedObject) {
    return { kind: 'not-a-program', why: `its ELF type is ${type}` }
  }
  if (!elf.segments.some((one) => one.type === segmentType.load)) {
    return { kind: 'not-a-program', why: 'it has no loadable segment' }
  }
  // glibc's own libc.so.6 has an interpreter, because it prints its version if it is executed
  if (type === fileType.sharedObject && soname !== undefined && !elf.pie) {
    const although =
      interpreter === undefined ? '' : `, although it has the program interpreter ${interpreter}`
    return { kind: 'shared-library', why: `it has the library name ${soname} (SONAME)${although}` }
  }
  if (interpreter !== undefined) {
    return needed.length > 0
      ? {
          kind: 'dynamic',
          why: `it has the program interpreter ${interpreter} and needs ${needed.join(', ')}`,
        }
      : {
          kind: 'interpreter-only',
          why: `it needs no library, but has the program interpreter ${interpreter}, which the kernel needs to start it`,
        }
  }
  const idle =
    needed.length > 0
      ? `; ${needed.join(', ')} ${needed.length === 1 ? 'is' : 'are'} listed but never loaded`
      : ''
  if (type === fileType.executable) {
    return { kind: 'static', why: `it is an executable without a program interpreter${idle}` }
  }
  if (elf.pie) {
    return {
      kind: 'static-pie',
      why: `it is a position-independent executable without a program interpreter${idle}`,
    }
  }
  return {
    kind: 'shared-library',
    why: 'it is a shared object without a program interpreter and without the flag DF_1_PIE',
  }
}

const machOType = { executable: 2, dylib: 6, bundle: 8 } as const

export function classifyMachO({ type, libraries, loader }: MachO): Classified {
  if (type === machOType.dylib || type === machOType.bundle) {
    return { kind: 'shared-library', why: 'it is a dynamic library or a bundle' }
  }
  if (type !== machOType.executable) return { kind: 'not-a-program', why: `its Mach-O type is ${type}` }
  const own = libraries.filter((path) => !/^\/(usr\/lib|System\/Library)\//.test(path))
  if (own.length > 0)
    return { kind: 'dynamic', why: `it loads ${own.join(', ')}, which is not part of macOS` }
  if (libraries.length === 0 && loader === undefined) {
    return { kind: 'static', why: 'it has neither a loader nor a library' }
  }
  return { kind: 'system-dynamic', why: 'it loads only libraries of macOS, which every program needs' }
}

/** DLLs in the system directory of every supported Windows, in addition to the API sets. */
const windowsLibraries = new Set(
  (
    'advapi32 bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 cryptbase d3d11 d3d12 dbghelp dnsapi dwmapi dxgi ' +
    'gdi32 hid imm32 iphlpapi kernel32 kernelbase mpr msvcrt mswsock ncrypt netapi32 ntdll ole32 oleaut32 opengl32 ' +
    'pdh powrprof psapi rpcrt4 sechost secur32 setupapi shell32 shlwapi ucrtbase user32 userenv uxtheme version ' +
    'winhttp wininet winmm winspool.drv winspool wintrust wldap32 ws2_32 wsock32 wtsapi32'
  ).split(' '),
)

export function classifyPe({ dll, libraries }: Pe): Classified {
  if (dll) return { kind: 'shared-library', why: 'it is marked as a DLL' }
  const own = libraries.filter((name) => !isOfWindows(name))
  if (own.length > 0)
    return { kind: 'dynamic', why: `it loads ${own.join(', ')}, which is not part of Windows` }
  return libraries.length === 0
    ? { kind: 'static', why: 'it imports nothing' }
    : { kind: 'system-dynamic', why: 'it loads only DLLs of Windows, which every program needs' }
}

function isOfWindows(name: string): boolean {
  const lower = name.toLowerCase()
  return /^(api|ext)-ms-/.test(lower) || windowsLibraries.has(lower.replace(/\.dll$/, ''))
}
