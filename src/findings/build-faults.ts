/**
 * What stopped a build, as reported by the tool that failed: the compiler, the builder, a registry, the Go command.
 * What the steps of a Dockerfile print by themselves is no evidence.
 */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'

/** A step of a Dockerfile, as it is written there. */
const dockerfileStep = {
  /** From the root of the repository. */
  dockerfile: text,
  /** Absent where the builder does not name it. */
  line: optional(z.number()),
  /** First line of the instruction. */
  step: text,
}

export const buildFaultSchemas = {
  'not-compiled': readonlyObject({
    kind: z.literal('not-compiled'),
    /** What the compiler printed first, with its place: a file of a module below `PATH@VERSION`. */
    first: text,
    /** `PATH@VERSION` of the module that was refused; absent for the app's own code. */
    module: optional(text),
  }),
  'step-failed': readonlyObject({
    kind: z.literal('step-failed'),
    ...dockerfileStep,
    /** Absent where no program was started. */
    exitCode: optional(z.number()),
    /** What the builder reports about a step that starts no program. */
    detail: optional(text),
  }),
  'base-image': readonlyObject({
    kind: z.literal('base-image'),
    image: text,
    because: z.enum([
      'not-found',
      'denied',
      'rate-limit',
      'unreachable',
      'other-platform',
      'not-visible',
      'unknown',
    ]),
    /** What the engine or the registry printed. */
    detail: text,
    /** Build arguments in its name whose values are known only where the image is built, `by` this `file:line`. */
    without: optional(readonlyObject({ arguments: z.array(text).readonly(), by: text })),
  }),
  builder: readonlyObject({
    kind: z.literal('builder'),
    because: z.enum([
      'unreachable',
      'stopped',
      'crashed',
      'engine-lost',
      'no-space',
      'killed',
      'cancelled',
      'needs-buildkit',
      'absent',
    ]),
    detail: text,
  }),
  network: readonlyObject({
    kind: z.literal('network'),
    because: z.enum(['dns', 'tls', 'unreachable']),
    /** That was not reached, as far as it is named. */
    host: optional(text),
    detail: text,
  }),
  'modules-not-fetched': readonlyObject({
    kind: z.literal('modules-not-fetched'),
    /** As GOPRIVATE takes it: the host, or host and owner. */
    pattern: text,
    /** Paths of the modules, or of their packages. */
    modules: z.array(text).readonly(),
    /** What the Go command or git printed for the first of them. */
    output: text,
  }),
  'checksum-mismatch': readonlyObject({ kind: z.literal('checksum-mismatch'), module: text }),
  toolchain: readonlyObject({
    kind: z.literal('toolchain'),
    needs: text,
    /** The version that is there, where the Go command names it. */
    has: optional(text),
    /** Why the other one was not fetched; absent: that is switched off. */
    detail: optional(text),
  }),
  'library-missing': readonlyObject({
    kind: z.literal('library-missing'),
    /** As `-l` takes it. */
    library: text,
    /** It is linked statically. */
    isStatic: z.boolean(),
  }),
  /** Base is not built where head has no image to compare it with. */
  'head-not-built': readonlyObject({ kind: z.literal('head-not-built') }),
} as const

type FaultSchemas = typeof buildFaultSchemas
export type BuildFaultKind = keyof FaultSchemas
export type FaultOf<Kind extends BuildFaultKind> = z.infer<FaultSchemas[Kind]>
export type BuildFault = { [Kind in BuildFaultKind]: FaultOf<Kind> }[BuildFaultKind]

export function isBuildFault<T extends { readonly kind: string }>(
  given: T | BuildFault,
): given is BuildFault {
  return Object.hasOwn(buildFaultSchemas, given.kind)
}

/** Whether another run may well do better, with the same files. */
export function isTransient(fault: BuildFault): boolean {
  switch (fault.kind) {
    case 'network':
      return true
    case 'builder':
      return fault.because !== 'needs-buildkit' && fault.because !== 'absent'
    case 'base-image':
      return fault.because === 'rate-limit' || fault.because === 'unreachable'
    default:
      return false
  }
}
