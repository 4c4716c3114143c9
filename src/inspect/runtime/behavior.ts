/** Behavior of a program at run time that depends on how it is linked, and on its image. */
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { RuntimeBehavior, UserLookup } from '../../model/runtime.ts'
import type { Elf } from '../elf/elf.ts'
import type { LoadCheck } from '../loader/load-check.ts'
import { allocatorOf } from './allocator.ts'
import { certificatesOf } from './certificates.ts'
import { readNameServices } from './name-services.ts'
import { type NameServiceFiles, resolverOf } from './resolver.ts'
import type { RuntimeUse } from './runtime-use.ts'
import { timeZonesOf } from './time-zones.ts'
import { userLookupOf, withSources } from './users.ts'

/** For a program without an image: certificates and time zones only if the program embeds them. */
export function programBehavior(use: RuntimeUse): RuntimeBehavior {
  return known({
    resolver: resolverOf(use, {}, { allowsMdns: false }),
    users: userLookupOf(use),
    certificates: use.certificates.embeds ? { from: 'program' } : undefined,
    timeZones: use.timeZones.embeds ? { from: 'program' } : undefined,
    allocator: allocatorOf(use, {}),
  })
}

/** How the program is linked and loaded. */
export interface Linking {
  readonly elf: Elf
  readonly load: Pick<LoadCheck, 'libraries'>
}

export async function imageBehavior(
  root: RootFs,
  { use, env }: { readonly use: RuntimeUse; readonly env: Env },
  { elf, load: { libraries } }: Linking,
): Promise<RuntimeBehavior> {
  const files = await nameServiceFiles(root)
  const libcPath = libraries.find(({ name }) => name === 'libc.so.6')?.path
  const users = userLookupOf(use)
  const inImage = (lookup: UserLookup) =>
    withSources(lookup, root, {
      elf,
      services: files.services,
      ...(libcPath === undefined ? {} : { libcPath }),
    })
  return known({
    resolver: resolverOf(use, env, files),
    users: users === undefined ? undefined : await inImage(users),
    certificates: await certificatesOf(use, env, root),
    timeZones: await timeZonesOf(use, env, root),
    allocator: allocatorOf(
      use,
      env,
      libraries.flatMap(({ name, path }) => (path === undefined ? [] : [name])),
    ),
  })
}

async function nameServiceFiles(root: RootFs): Promise<NameServiceFiles> {
  const bytes = await root.read('/etc/nsswitch.conf')
  const allowsMdns = (await root.resolve('/etc/mdns.allow')) !== undefined
  if (bytes === undefined) return { allowsMdns }
  return { allowsMdns, services: readNameServices(new TextDecoder().decode(bytes)) ?? 'damaged' }
}

function known(topics: { readonly [Topic in keyof RuntimeBehavior]: RuntimeBehavior[Topic] | undefined }) {
  return Object.fromEntries(
    Object.entries(topics).filter(([, value]) => value !== undefined),
  ) as RuntimeBehavior
}
