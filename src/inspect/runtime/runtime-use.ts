/** Which services and files a program uses at run time, from its bytes. */
import type { Allocator } from '../../model/runtime.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { hasText } from '../elf/section-text.ts'
import { readLinkedFunctions } from '../go/linked-functions.ts'
import { libcOf } from '../program/linkage.ts'
import type { ElfProgram } from '../program/program.ts'

/**
 * How a program looks up names. `go`: only with Go code. `libc`: with the C library, at least in some cases. `none`: not at all.
 */
export type Services = 'none' | 'go' | 'libc'

export interface RuntimeUse {
  readonly hosts: Services
  readonly users: Services
  /** `netgo`, `netcgo`, `osusergo` and others. */
  readonly tags: readonly string[]
  /** GODEBUG settings from its build: `netdns=go,panicnil=1`. */
  readonly debug: string
  readonly certificates: { readonly reads: boolean; readonly embeds: boolean }
  readonly timeZones: { readonly reads: boolean; readonly embeds: boolean }
  /** GOROOT, if the program contains it. */
  readonly goroot?: string
  /** Absent if it has no C code. */
  readonly c?: {
    readonly libc: 'glibc' | 'musl' | 'other'
    /** Import paths, without the standard library. */
    readonly packages: readonly string[]
    /** Linked in or loaded instead of the C library's allocator. */
    readonly allocator?: { readonly uses: MallocReplacement; readonly by: 'linked' | 'library' }
  }
}

/** Allocators that replace malloc. */
export type MallocReplacement = Extract<Exclude<Allocator, { uses: 'none' }>['uses'], `${string}malloc`>

/** Packages of the standard library with C code. */
const standard = new Set([
  'crypto/internal/boring',
  'net',
  'os/user',
  'plugin',
  'runtime/asan',
  'runtime/cgo',
  'runtime/msan',
  'runtime/race',
])

/** undefined if the program has no readable function table, for example if it is packed. */
export function readRuntimeUse(source: ByteSource, program: ElfProgram): RuntimeUse | undefined {
  const functions = readLinkedFunctions(source, program.elf)
  if (functions === undefined) return undefined
  const { settings = {}, path = 'main' } = program.buildInfo ?? {}
  const { has, hasPrefix, cgoPackages, goroot } = functions
  const packages = cgoPackages.filter((one) => !standard.has(one))
  const allocator = packages.length === 0 ? undefined : replacementIn(source, program)
  return {
    // hostLookupOrder is linked in if the program can resolve names, and getaddrinfo only with cgo
    hosts: !has('net.(*conf).hostLookupOrder') ? 'none' : has('net._C2func_getaddrinfo') ? 'libc' : 'go',
    users: !userLookups.some(has) ? 'none' : hasPrefix('os/user._C') ? 'libc' : 'go',
    tags: settings['-tags']?.split(',') ?? [],
    debug: settings['DefaultGODEBUG'] ?? '',
    certificates: {
      reads: has('crypto/x509.loadSystemRoots'),
      embeds: has('crypto/x509.SetFallbackRoots'),
    },
    timeZones: { reads: has('time.LoadLocation'), embeds: hasPrefix('time/tzdata.') },
    ...(goroot === undefined ? {} : { goroot }),
    ...(has('crosscall2')
      ? {
          c: {
            libc: libcOf(program.elf) ?? program.staticLibc ?? 'other',
            packages: packages.map((one) => (one === 'main' ? path : one)),
            ...(allocator === undefined ? {} : { allocator }),
          },
        }
      : {}),
  }
}

const userLookups = [
  'current',
  'lookupUser',
  'lookupUserId',
  'lookupGroup',
  'lookupGroupId',
  'listGroups',
].map((name) => `os/user.${name}`)

/** By the name of a library, such as `libjemalloc.so.2`. */
export function replacementNamed(library: string): MallocReplacement | undefined {
  const [, found] = /(?:^|\/)lib(jemalloc|mimalloc|tcmalloc)[\w.-]*\.so/.exec(library) ?? []
  return found as MallocReplacement | undefined
}

/** Prefixes of their messages. */
const printed: Readonly<Record<MallocReplacement, string>> = {
  jemalloc: '<jemalloc>: ',
  mimalloc: 'mimalloc: ',
  tcmalloc: 'tcmalloc: ',
}

function replacementIn(
  source: ByteSource,
  { elf }: ElfProgram,
): { readonly uses: MallocReplacement; readonly by: 'linked' | 'library' } | undefined {
  for (const library of elf.needed) {
    const uses = replacementNamed(library)
    if (uses !== undefined) return { uses, by: 'library' }
  }
  const constants = elf.sections.filter(({ name }) => /^\.rodata/.test(name))
  const linked = (Object.keys(printed) as MallocReplacement[]).find((uses) =>
    constants.some((section) => hasText(source, section, printed[uses])),
  )
  return linked === undefined ? undefined : { uses: linked, by: 'linked' }
}
