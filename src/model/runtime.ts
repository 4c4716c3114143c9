/** What a program does at run time that depends on how it is linked, and on the image that it runs in. */
import * as z from 'zod'
import { optional, readonlyObject, text } from './schema.ts'

/** C libraries, as `linkage` has them. */
const libc = z.enum(['glibc', 'musl', 'other'])

export const resolverSchema = z
  .discriminatedUnion('uses', [
    readonlyObject({
      uses: z.literal('go'),
      /** Why never that of the C library: the program has no cgo, the build tag `netgo`, `netdns=go` in GODEBUG. */
      because: z.enum(['no-cgo', 'netgo', 'GODEBUG']),
    }),
    readonlyObject({
      /** Go's, unless the environment, /etc/resolv.conf or the name itself needs that of the C library. */
      uses: z.literal('go-or-libc'),
      libc,
      /** Sources of `hosts` in /etc/nsswitch.conf for which some names go to the C library: mdns*, myhostname. */
      sources: z.array(text).readonly(),
    }),
    readonlyObject({
      uses: z.literal('libc'),
      libc,
      because: z.enum(['netcgo', 'GODEBUG', 'LOCALDOMAIN', 'RES_OPTIONS', 'HOSTALIASES', 'nsswitch']),
      /** The source of `hosts` in /etc/nsswitch.conf that Go does not know; absent where that file is damaged. */
      source: optional(text),
    }),
  ])
  .meta({ id: 'resolver' })
export type Resolver = z.infer<typeof resolverSchema>

export const userLookupSchema = z
  .discriminatedUnion('uses', [
    readonlyObject({ uses: z.literal('go'), because: z.enum(['no-cgo', 'osusergo']) }),
    readonlyObject({
      uses: z.literal('libc'),
      libc,
      /** Sources of `passwd` and `group` in /etc/nsswitch.conf; absent where nothing reads it. */
      sources: optional(z.array(text).readonly()),
      /** Libraries of those sources that the image lacks. */
      missing: optional(z.array(text).readonly()),
    }),
  ])
  .meta({ id: 'user-lookup' })
export type UserLookup = z.infer<typeof userLookupSchema>

export const certificatesSchema = z
  .discriminatedUnion('from', [
    readonlyObject({
      from: z.literal('image'),
      /** The file, or the directory where there is no file. */
      path: text,
      /** The program has certificates as well, for images without. */
      fallback: optional(z.literal(true)),
    }),
    /** `crypto/x509.SetFallbackRoots`, which `golang.org/x/crypto/x509roots/fallback` calls. */
    readonlyObject({ from: z.literal('program') }),
    readonlyObject({ from: z.literal('none') }),
  ])
  .meta({ id: 'certificates' })
export type Certificates = z.infer<typeof certificatesSchema>

export const timeZonesSchema = z
  .discriminatedUnion('from', [
    readonlyObject({ from: z.literal('image'), path: text }),
    /** `time/tzdata`, or the build tag `timetzdata`. */
    readonlyObject({ from: z.literal('program') }),
    readonlyObject({ from: z.literal('none') }),
  ])
  .meta({ id: 'time-zones' })
export type TimeZones = z.infer<typeof timeZonesSchema>

export const allocatorSchema = z
  .discriminatedUnion('uses', [
    /** Go's own allocator serves Go code in every program. */
    readonlyObject({ uses: z.literal('none') }),
    readonlyObject({
      uses: z.enum(['glibc', 'musl', 'other', 'jemalloc', 'mimalloc', 'tcmalloc']),
      /** How it comes into the process, where it is not the C library's. */
      by: optional(z.enum(['linked', 'library', 'LD_PRELOAD'])),
      /** Import paths of packages with C code, those of Go's standard library left out. */
      packages: z.array(text).readonly(),
    }),
  ])
  .meta({ id: 'allocator' })
export type Allocator = z.infer<typeof allocatorSchema>

export const runtimeBehaviorSchema = readonlyObject({
  /** Absent, as the next three, where the program has no code for it. */
  resolver: optional(resolverSchema),
  users: optional(userLookupSchema),
  certificates: optional(certificatesSchema),
  timeZones: optional(timeZonesSchema),
  /** Of C code. */
  allocator: optional(allocatorSchema),
})
export type RuntimeBehavior = z.infer<typeof runtimeBehaviorSchema>

export const runtimeTopics = ['resolver', 'users', 'certificates', 'timeZones', 'allocator'] as const
export type RuntimeTopic = (typeof runtimeTopics)[number]
