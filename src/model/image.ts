/** Facts about an image and the program in it. */
import * as z from 'zod'
import { magnitude, optional, text } from './schema.ts'

/** How a file is linked, as its bytes show. */
export const linkageKinds = [
  'static',
  'static-pie',
  'dynamic',
  'interpreter-only',
  'shared-library',
  'not-a-program',
  /** On macOS and Windows: linked to the system's own libraries, which is unavoidable there, and to no others. */
  'system-dynamic',
] as const
export type LinkageKind = (typeof linkageKinds)[number]

export const hardeningSchema = z
  .object({
    /** Loadable at any address: ET_DYN (ELF), MH_PIE (Mach-O), DYNAMICBASE (PE). */
    pie: z.boolean(),
    /** Which relocation tables are read-only once the program runs; only for ELF. */
    relro: optional(z.enum(['none', 'partial', 'full'])),
    /** All symbols are resolved before the program starts; only for ELF. */
    bindNow: optional(z.boolean()),
    /** The stack is not executable. */
    nx: z.boolean(),
    /** Number of segments (PE: sections) that are both writable and executable. */
    writableCode: magnitude,
    /** Directories that the program adds to the loader's search path (RPATH, RUNPATH). */
    rpath: z.array(text).readonly(),
    /** The loader must modify its code (TEXTREL). */
    textrel: z.boolean(),
    /**
     * Whether C code checks the stack when functions return (`-fstack-protector`), and buffer sizes (`_FORTIFY_SOURCE`).
     * Absent without a dynamically linked C library, because only imported names show these checks.
     */
    canary: optional(z.boolean()),
    fortify: optional(z.boolean()),
  })
  .readonly()
export type Hardening = z.infer<typeof hardeningSchema>

export const linkageSchema = z
  .object({
    kind: z.enum(linkageKinds),
    /** Path of the program interpreter (PT_INTERP). */
    interpreter: optional(text),
    /** Shared libraries (DT_NEEDED), in the file's order. */
    needed: z.array(text).readonly(),
    libc: optional(z.enum(['glibc', 'musl', 'other'])),
    /** The C library that is linked into a static program. */
    staticLibc: optional(z.enum(['glibc', 'musl'])),
    /** Highest GLIBC symbol version needed, e.g. `2.34`. */
    glibc: optional(text),
    machine: text,
    pie: z.boolean(),
    /** Go toolchain that linked it, from the Go build information, e.g. `go1.24.4`. */
    go: optional(text),
    hardening: optional(hardeningSchema),
    /** Bytes of the symbol table with its names (.symtab, .strtab), and of DWARF; 0 if stripped, absent without sections. */
    symbols: optional(magnitude),
    debug: optional(magnitude),
  })
  .readonly()
export type Linkage = z.infer<typeof linkageSchema>

export const layerSchema = z
  .object({
    /** sha256 of the uncompressed layer archive. */
    diffId: text,
    size: magnitude,
    /** Size of the layer archive compressed by zlib at level 6, regardless of the compression in the image store. */
    compressedSize: magnitude,
    /** The Dockerfile instruction, or another origin that the builder recorded in the image's history. */
    createdBy: optional(text),
    /** Whether it is a layer of the base image; absent if that is unknown. */
    base: optional(z.boolean()),
    /** Bytes of its files that later layers replace or remove. */
    wasted: optional(magnitude),
    /** The largest of these files, at most five. `replaced`: a later layer replaces the file; otherwise it removes it. */
    wastedFiles: optional(
      z.array(z.object({ path: text, size: magnitude, replaced: z.boolean() }).readonly()).readonly(),
    ),
  })
  .readonly()
export type Layer = z.infer<typeof layerSchema>

export const imageChangesSchema = z
  .object({
    /** Changed files of the layers that the Dockerfile adds, largest change first; bytes, null on a side without the file. */
    files: z
      .array(
        z
          .object({
            layer: magnitude,
            path: text,
            before: magnitude.nullable(),
            after: magnitude.nullable(),
            /** In head it is the program, or a copy with the same bytes. */
            program: optional(z.literal(true)),
          })
          .readonly(),
      )
      .readonly(),
    /** Number of changed files that are not listed. */
    more: magnitude,
    /** Layers, counted from 0 at the bottom, that differ only in the times of their files. */
    timesOnly: z.array(magnitude).readonly(),
    /** The images differ only in file times, so both start the same program with the same files. */
    same: z.boolean(),
  })
  .readonly()
/** How head's image differs from base's. */
export type ImageChanges = z.infer<typeof imageChangesSchema>

export const imageSchema = z
  .object({
    /** sha256 of the image config: images with the same id are identical. */
    id: text,
    layers: z.array(layerSchema).readonly(),
    entrypoint: z.array(text).readonly(),
    user: text,
    workingDir: text,
    /** Only for head, if a Dockerfile build made the image and base has a different one. */
    changes: optional(imageChangesSchema),
  })
  .readonly()
export type Image = z.infer<typeof imageSchema>

/** Whether both images are identical, or differ only in the file times that a builder set. */
export function isSameImage(base: Image | undefined, head: Image | undefined): boolean {
  return base !== undefined && head !== undefined && (base.id === head.id || head.changes?.same === true)
}

export const baseNameSchema = z.object({ name: text, digest: optional(text) }).readonly()
/** A base image. */
export type BaseName = z.infer<typeof baseNameSchema>

/** Why a RUN that runs Go got no cache mounts. */
export const cacheMountObstacles = [
  'mounts',
  'names-cache',
  'on-build',
  'reads-cache',
  'ships',
  'syntax',
  'unknown-path',
  'user',
] as const
export type CacheMountObstacle = (typeof cacheMountObstacles)[number]

export const compileCachesSchema = z
  .object({
    /** Lines of the RUNs that got cache mounts, without RUNs that linkgate itself added. */
    lines: z.array(magnitude).readonly(),
    /** Lines of the RUNs without cache mounts, and the reason. */
    without: z
      .array(z.object({ line: magnitude, because: z.enum(cacheMountObstacles) }).readonly())
      .readonly(),
  })
  .readonly()
export type CompileCacheFacts = z.infer<typeof compileCachesSchema>

export const dockerfileSchema = z
  .object({
    /** Relative to the root of the repository. */
    path: text,
    /** The stage that is built; absent for the last one. */
    target: optional(text),
    /** Build context; absent for the root of the repository. */
    context: optional(text),
    /** Build arguments. If the configuration sets the mode's image, only the configured ones. */
    buildArgs: optional(z.record(text, text)),
    /** Build arguments that are not passed, because files of the repository compute their values only when a build runs. */
    unknownArgs: optional(z.array(text).readonly()),
    /** Files and lines from which linkgate took how it is built, the nearest first. */
    by: optional(text),
    /** Base image of the final stage; absent for scratch. */
    base: optional(baseNameSchema),
    /** Path of the app's program in the image. */
    program: optional(text),
    /** The label by which linkgate finds and removes the images of build steps; only with builders other than BuildKit. */
    label: optional(text),
    /** The build context would contain `.git`, but linkgate built without it. */
    withoutGit: optional(z.literal(true)),
    /** Cache mounts that linkgate added for GOCACHE and GOMODCACHE; they do not change the files of the image. */
    compileCaches: optional(compileCachesSchema),
    /** Changes that linkgate made to link in this mode. */
    changes: z
      .array(
        z.object({ line: magnitude, before: optional(text), after: optional(text), why: text }).readonly(),
      )
      .readonly(),
  })
  .readonly()
/** The Dockerfile from which an image was built. */
export type DockerfileFacts = z.infer<typeof dockerfileSchema>

/** Sum of the uncompressed layer archives, in bytes. */
export function unpackedSize({ layers }: { readonly layers: readonly Pick<Layer, 'size'>[] }): number {
  return layers.reduce((sum, { size }) => sum + size, 0)
}
