/** Run-time behavior that depends on how a program is linked and on its image. */
import * as z from 'zod'
import { optional, readonlyObject, text } from './schema.ts'

/** The same C libraries as in `linkage`. */
const libc = z.enum(['glibc', 'musl', 'other'])

export const resolverSchema = z
  .discriminatedUnion('uses', [
    readonlyObject({
      uses: z.literal('go'),
      /** Why the C library's resolver is never used: no cgo, the build tag `netgo`, or `netdns=go` in GODEBUG. */
      because: z.enum(['no-cgo', 'netgo', 'GODEBUG']),
    }),
    readonlyObject({
      /** Go's resolver, unless the environment, /etc/resolv.conf or the looked-up name requires the C library's. */
      uses: z.literal('go-or-libc'),
      libc,
      /** Sources of `hosts` in /etc/nsswitch.conf for which Go passes some names to the C library: mdns*, myhostname. */
      sources: z.array(text).readonly(),
    }),
    readonlyObject({
      uses: z.literal('libc'),
      libc,
      because: z.enum(['netcgo', 'GODEBUG', 'LOCALDOMAIN', 'RES_OPTIONS', 'HOSTALIASES', 'nsswitch']),
      /** The source of `hosts` in /etc/nsswitch.conf that Go does not implement; absent if the file is damaged. */
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
      /** Sources of `passwd` and `group` in /etc/nsswitch.conf; absent if the C library does not read that file. */
      sources: optional(z.array(text).readonly()),
      /** Libraries for these sources that the image lacks. */
      missing: optional(z.array(text).readonly()),
    }),
  ])
  .meta({ id: 'user-lookup' })
export type UserLookup = z.infer<typeof userLookupSchema>

export const certificatesSchema = z
  .discriminatedUnion('from', [
    readonlyObject({
      from: z.literal('image'),
      /** The file, or the directory if there is no file. */
      path: text,
      /** The program also contains certificates, which it uses in images without any. */
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
      /** How it gets into the process, if it is not the C library's own. */
      by: optional(z.enum(['linked', 'library', 'LD_PRELOAD'])),
      /** Import paths of packages with C code, without Go's standard library. */
      packages: z.array(text).readonly(),
    }),
  ])
  .meta({ id: 'allocator' })
export type Allocator = z.infer<typeof allocatorSchema>

export const runtimeBehaviorSchema = readonlyObject({
  /** Absent, like the next three, if the program has no code for it. */
  resolver: optional(resolverSchema),
  users: optional(userLookupSchema),
  certificates: optional(certificatesSchema),
  timeZones: optional(timeZonesSchema),
  /** The memory allocator of C code. */
  allocator: optional(allocatorSchema),
})
export type RuntimeBehavior = z.infer<typeof runtimeBehaviorSchema>

export const runtimeTopics = ['resolver', 'users', 'certificates', 'timeZones', 'allocator'] as const
export type RuntimeTopic = (typeof runtimeTopics)[number]
