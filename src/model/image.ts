/** What is known of an image and the program in it. */
import * as z from 'zod'
import { magnitude, optional, text } from './schema.ts'

/** What a linked file is, read from its bytes. */
export const linkageKinds = [
  'static',
  'static-pie',
  'dynamic',
  'interpreter-only',
  'shared-library',
  'not-a-program',
  /** On macOS and Windows, where a program always links to the system's own libraries: this one to no others. */
  'system-dynamic',
] as const
export type LinkageKind = (typeof linkageKinds)[number]

export const hardeningSchema = z
  .object({
    /** May be loaded at any address (ELF), has MH_PIE (Mach-O), DYNAMICBASE (PE). */
    pie: z.boolean(),
    /** What of its tables may not be written once it runs; ELF only, as the next. */
    relro: optional(z.enum(['none', 'partial', 'full'])),
    /** All symbols are looked up before it starts. */
    bindNow: optional(z.boolean()),
    /** The stack cannot be executed. */
    nx: z.boolean(),
    /** Segments (PE: sections) that can be both written and executed. */
    writableCode: magnitude,
    /** Directories in which it makes the loader look for libraries (RPATH, RUNPATH). */
    rpath: z.array(text).readonly(),
    /** The loader has to write into its code (TEXTREL). */
    textrel: z.boolean(),
    /**
     * Its C code checks the stack when functions return (`-fstack-protector`), and the size of buffers (`_FORTIFY_SOURCE`).
     * Absent unless it is linked with a C library at run time: only then the names of its imports show it.
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
    /** Shared libraries (DT_NEEDED), in the order of the file. */
    needed: z.array(text).readonly(),
    libc: optional(z.enum(['glibc', 'musl', 'other'])),
    /** The C library that is linked into a static program; absent where none is. */
    staticLibc: optional(z.enum(['glibc', 'musl'])),
    /** Highest GLIBC symbol version needed, e.g. `2.34`. */
    glibc: optional(text),
    machine: text,
    pie: z.boolean(),
    /** Go toolchain that linked it, from the Go build information, e.g. `go1.24.4`. */
    go: optional(text),
    hardening: optional(hardeningSchema),
    /** Bytes of the symbol table and its names (.symtab, .strtab), and of DWARF; 0 where they are stripped. Absent without sections. */
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
    /** Of the uncompressed archive as a gzip file that zlib writes at level 6, whatever compression the image store keeps it in. */
    compressedSize: magnitude,
    /** Instruction of the Dockerfile, or what the builder recorded as the origin of the layer. */
    createdBy: optional(text),
    /** Whether it came with the base image; absent where that is not known. */
    base: optional(z.boolean()),
    /** Bytes of its files that a later layer overwrites or removes. */
    wasted: optional(magnitude),
    /** The largest of them, at most five. `replaced`: a later layer has another file there; otherwise it removes it. */
    wastedFiles: optional(
      z.array(z.object({ path: text, size: magnitude, replaced: z.boolean() }).readonly()).readonly(),
    ),
  })
  .readonly()
export type Layer = z.infer<typeof layerSchema>

export const imageChangesSchema = z
  .object({
    /** Files of the layers that the Dockerfile adds, by how much they changed; bytes on each side, null where it is not there. */
    files: z
      .array(
        z
          .object({
            layer: magnitude,
            path: text,
            before: magnitude.nullable(),
            after: magnitude.nullable(),
            /** In head it has the bytes of the program. */
            program: optional(z.literal(true)),
          })
          .readonly(),
      )
      .readonly(),
    /** Changed files that are not listed. */
    more: magnitude,
    /** Numbers of layers, bottom first from 0, that differ in nothing but the times of their files. */
    timesOnly: z.array(magnitude).readonly(),
    /** Nothing differs but times: both start the same program with the same files. */
    same: z.boolean(),
  })
  .readonly()
/** How an image of head differs from that of base. */
export type ImageChanges = z.infer<typeof imageChangesSchema>

export const imageSchema = z
  .object({
    /** sha256 of the image configuration: two images with the same id are the same image. */
    id: text,
    layers: z.array(layerSchema).readonly(),
    entrypoint: z.array(text).readonly(),
    user: text,
    workingDir: text,
    /** Only of head, and only where a builder made it and base's is another image. */
    changes: optional(imageChangesSchema),
  })
  .readonly()
export type Image = z.infer<typeof imageSchema>

/** Whether there is nothing to compare: it is one image, or a builder gave the same files other times. */
export function isSameImage(base: Image | undefined, head: Image | undefined): boolean {
  return base !== undefined && head !== undefined && (base.id === head.id || head.changes?.same === true)
}

export const baseNameSchema = z.object({ name: text, digest: optional(text) }).readonly()
/** An image that another one is on. */
export type BaseName = z.infer<typeof baseNameSchema>

/** Why RUNs that run Go have no cache mounts for it. */
export const withoutCaches = [
  'mounts',
  'names-cache',
  'on-build',
  'reads-cache',
  'ships',
  'syntax',
  'unknown-path',
  'user',
] as const
export type WithoutCaches = (typeof withoutCaches)[number]

export const compileCachesSchema = z
  .object({
    /** The RUNs that were given mounts, by their lines in the file; those that linkgate added itself are left out. */
    lines: z.array(magnitude).readonly(),
    /** Reasons why others have none, and the lines that have them. */
    without: z.array(z.object({ line: magnitude, because: z.enum(withoutCaches) }).readonly()).readonly(),
  })
  .readonly()
export type CompileCacheFacts = z.infer<typeof compileCachesSchema>

export const dockerfileSchema = z
  .object({
    /** From the root of the repository. */
    path: text,
    /** The stage that is built; absent: the last one. */
    target: optional(text),
    /** Build context; absent: the root of the repository. */
    context: optional(text),
    /** Build arguments: where the configuration names the image for the mode, those that it names. */
    buildArgs: optional(z.record(text, text)),
    /** Build arguments that other files of the repository set to values that are only known when they run: it is built without them. */
    unknownArgs: optional(z.array(text).readonly()),
    /** Files and lines that show that it is built in this way, the nearest first. */
    by: optional(text),
    /** The image that the shipped stage is built on; absent for scratch. */
    base: optional(baseNameSchema),
    /** Path of the app's program in the image. */
    program: optional(text),
    /** Name of the label that linkgate gave each stage, to find and remove its steps: with builders other than BuildKit. */
    label: optional(text),
    /** `.git` is in the context of the checkout, and was left out of the one that was built. */
    withoutGit: optional(z.literal(true)),
    /** Cache mounts for GOCACHE and GOMODCACHE: the files of the image are the same with and without. */
    compileCaches: optional(compileCachesSchema),
    /** What was changed in it to link in this mode. */
    changes: z
      .array(
        z.object({ line: magnitude, before: optional(text), after: optional(text), why: text }).readonly(),
      )
      .readonly(),
  })
  .readonly()
/** The Dockerfile that made an image. */
export type DockerfileFacts = z.infer<typeof dockerfileSchema>

/** Bytes of all layer archives, uncompressed. */
export function unpackedSize({ layers }: { readonly layers: readonly Pick<Layer, 'size'>[] }): number {
  return layers.reduce((sum, { size }) => sum + size, 0)
}
