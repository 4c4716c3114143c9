/** What an image contains besides its program: packages, files that matter to security, and what the program loads of them. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

export const packageDatabases = ['dpkg', 'apk'] as const
export type PackageDatabase = (typeof packageDatabases)[number]

export const imagePackageSchema = readonlyObject({
  database: z.enum(packageDatabases),
  name: text,
  version: text,
  /** As the distribution names it, e.g. `amd64`, `x86_64`, `all`. */
  architecture: optional(text),
  /** The source package, where it has another name or another version. */
  source: optional(readonlyObject({ name: text, version: optional(text) })),
  /** It has a file that the loader brings into the program's process before its first instruction. */
  loaded: optional(z.literal(true)),
  /** It came with the base image in this version. */
  base: optional(z.literal(true)),
})
export type ImagePackage = z.infer<typeof imagePackageSchema>

/** Why a package database was not read: nothing reads its format, or its bytes are not what the format has. */
const unreadReasons = ['rpm', 'damaged', 'too-large'] as const

const unreadDatabaseSchema = readonlyObject({
  /** Absolute, in the image. */
  path: text,
  because: z.enum(unreadReasons),
  /** Counted from 1; of a damaged text. */
  line: optional(magnitude),
})
export type UnreadDatabase = z.infer<typeof unreadDatabaseSchema>

const loadedFileSchema = readonlyObject({
  /** Absolute, in the image, as the loader opens it. */
  path: text,
  /** Name of the package that it belongs to; absent: no package has it. */
  package: optional(text),
  /** Of glibc, e.g. `2.36`; only of a C library that no package has. */
  glibc: optional(text),
})
export type LoadedFile = z.infer<typeof loadedFileSchema>

export const fileKinds = [
  /** Executable files with the set-user-ID or set-group-ID bit. */
  'set-uid',
  'set-gid',
  /** Everybody may write, and remove what others wrote; in a sticky one only what they wrote themselves. */
  'writable-directory',
  'sticky-directory',
  'writable-file',
  'shell',
  'package-manager',
  /** By its name; what it contains is not known. */
  'secret',
] as const
export type FileKind = (typeof fileKinds)[number]

export const secretKinds = [
  'private-key',
  'key-store',
  'environment',
  'git-repository',
  'git-credentials',
  'netrc',
  'npmrc',
  'pypirc',
  'docker-config',
  'kubeconfig',
  'cloud-credentials',
  'database-password',
] as const
export type SecretKind = (typeof secretKinds)[number]

const imageFileSchema = readonlyObject({
  kind: z.enum(fileKinds),
  /** Absolute. */
  path: text,
  /** The layer that has it, bottom first from 0. */
  layer: magnitude,
  /** The layer is one of the base image. */
  base: optional(z.literal(true)),
  secret: optional(z.enum(secretKinds)),
  /** A later layer removes or replaces it, but it is still in the image. */
  deleted: optional(z.literal(true)),
})
export type ImageFile = z.infer<typeof imageFileSchema>

export const imageContentsSchema = readonlyObject({
  /** From os-release; absent where the image has none. */
  distribution: optional(readonlyObject({ id: text, version: optional(text), name: optional(text) })),
  /** Those that were read; none: a scanner of packages finds nothing to scan. */
  databases: z.array(z.enum(packageDatabases)).readonly(),
  unread: optional(z.array(unreadDatabaseSchema).readonly()),
  packages: z.array(imagePackageSchema).readonly(),
  /** The loader and the libraries of the program; empty where it needs none, absent where they are unknown. */
  loaded: optional(z.array(loadedFileSchema).readonly()),
  /** Whether the user of the image is root; absent where the image does not have that user. */
  root: optional(z.boolean()),
  /** By kind, those of the base image last, then by path. */
  files: z.array(imageFileSchema).readonly(),
  /** Files that are not listed, by kind. */
  more: optional(z.partialRecord(z.enum(fileKinds), magnitude).readonly()),
}).meta({ id: 'image-contents' })
export type ImageContents = z.infer<typeof imageContentsSchema>
