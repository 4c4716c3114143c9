/** What an image contains besides its program: packages, security-relevant files, and the libraries that the program loads. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

export const packageDatabases = ['dpkg', 'apk'] as const
export type PackageDatabase = (typeof packageDatabases)[number]

export const imagePackageSchema = readonlyObject({
  database: z.enum(packageDatabases),
  name: text,
  version: text,
  /** The distribution's name for it, e.g. `amd64`, `x86_64`, `all`. */
  architecture: optional(text),
  /** The source package, if its name or version differs. */
  source: optional(readonlyObject({ name: text, version: optional(text) })),
  /** The dynamic loader maps a file of this package before the program's first instruction. */
  loaded: optional(z.literal(true)),
  /** The base image has it in this version. */
  base: optional(z.literal(true)),
})
export type ImagePackage = z.infer<typeof imagePackageSchema>

/** Why a package database was not read: linkgate has no reader for `rpm`, and `damaged` bytes do not follow the format. */
const unreadReasons = ['rpm', 'damaged', 'too-large'] as const

const unreadDatabaseSchema = readonlyObject({
  /** Absolute, in the image. */
  path: text,
  because: z.enum(unreadReasons),
  /** The line, counted from 1, at which a text database is damaged. */
  line: optional(magnitude),
})
export type UnreadDatabase = z.infer<typeof unreadDatabaseSchema>

const loadedFileSchema = readonlyObject({
  /** Absolute path in the image, as the loader opens it. */
  path: text,
  /** The package that it belongs to; absent if none has it. */
  package: optional(text),
  /** Version of glibc, e.g. `2.36`, if this is a C library that no package has. */
  glibc: optional(text),
})
export type LoadedFile = z.infer<typeof loadedFileSchema>

export const fileKinds = [
  /** Executable files with the set-user-ID or set-group-ID bit. */
  'set-uid',
  'set-gid',
  /** Every user can create files, and remove those of others; in a sticky directory only their own. */
  'writable-directory',
  'sticky-directory',
  'writable-file',
  'shell',
  'package-manager',
  /** Recognized by its name; linkgate does not read the content. */
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
  /** The layer that has it, counted from 0 at the bottom. */
  layer: magnitude,
  /** The layer is one of the base image. */
  base: optional(z.literal(true)),
  secret: optional(z.enum(secretKinds)),
  /** A later layer removes or replaces it, but the image still contains its bytes. */
  deleted: optional(z.literal(true)),
})
export type ImageFile = z.infer<typeof imageFileSchema>

export const imageContentsSchema = readonlyObject({
  /** From os-release; absent if the image has no such file. */
  distribution: optional(readonlyObject({ id: text, version: optional(text), name: optional(text) })),
  /** Databases that were read; if there are none, package scanners find nothing to scan. */
  databases: z.array(z.enum(packageDatabases)).readonly(),
  unread: optional(z.array(unreadDatabaseSchema).readonly()),
  packages: z.array(imagePackageSchema).readonly(),
  /** The program's loader and libraries; empty if it needs none, absent if they are unknown. */
  loaded: optional(z.array(loadedFileSchema).readonly()),
  /** Whether the image's user is root; absent if the image has no such user. */
  root: optional(z.boolean()),
  /** Sorted by kind, then with files of the base image last, then by path. */
  files: z.array(imageFileSchema).readonly(),
  /** Number of files that are not listed, by kind. */
  more: optional(z.partialRecord(z.enum(fileKinds), magnitude).readonly()),
}).meta({ id: 'image-contents' })
export type ImageContents = z.infer<typeof imageContentsSchema>
