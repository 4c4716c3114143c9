/**
 * What stopped a build, as reported by the tool that failed: the compiler, the builder, a registry, the Go command.
 * The output of other programs in Dockerfile steps is not used, because anything can print the same words.
 */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'

/** The failed step of a Dockerfile. */
const dockerfileStep = {
  /** Relative to the root of the repository. */
  dockerfile: text,
  /** Absent if the builder does not report it. */
  line: optional(z.number()),
  /** First line of the instruction. */
  step: text,
}

export const buildFaultSchemas = {
  'not-compiled': readonlyObject({
    kind: z.literal('not-compiled'),
    /** The compiler's first message with its position; files of modules begin with `PATH@VERSION`. */
    first: text,
    /** `PATH@VERSION` of the module that does not compile; absent for the app's own code. */
    module: optional(text),
  }),
  'step-failed': readonlyObject({
    kind: z.literal('step-failed'),
    ...dockerfileStep,
    /** Absent if the step started no program. */
    exitCode: optional(z.number()),
    /** The builder's error for a step that starts no program. */
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
    /** The error of the engine or the registry. */
    detail: text,
    /** Build arguments in the image's name whose values are only known when `by` (`file:line`) runs. */
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
    /** The host that was not reached, if the error has it. */
    host: optional(text),
    detail: text,
  }),
  'modules-not-fetched': readonlyObject({
    kind: z.literal('modules-not-fetched'),
    /** A pattern for GOPRIVATE: the host, or host and owner. */
    pattern: text,
    /** Paths of the modules, or of their packages. */
    modules: z.array(text).readonly(),
    /** The error of the Go command or git for the first module. */
    output: text,
  }),
  'checksum-mismatch': readonlyObject({ kind: z.literal('checksum-mismatch'), module: text }),
  toolchain: readonlyObject({
    kind: z.literal('toolchain'),
    needs: text,
    /** The installed version, if the Go command reports it. */
    has: optional(text),
    /** Why the required version could not be downloaded; absent if downloads are disabled. */
    detail: optional(text),
  }),
  'library-missing': readonlyObject({
    kind: z.literal('library-missing'),
    /** The name that follows `-l`. */
    library: text,
    /** Whether it was to be linked statically. */
    isStatic: z.boolean(),
  }),
  /** Base is not built because head has no image to compare it with. */
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

/** Whether another run may succeed with the same files. */
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
