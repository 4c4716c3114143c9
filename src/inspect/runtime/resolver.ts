/** Which resolver looks up host names: `initConfVal` and `lookupOrder` of Go's net package, for Linux. */
import type { Env } from '../../effects/exec.ts'
import type { Resolver } from '../../model/runtime.ts'
import { debugSetting } from './debug-setting.ts'
import type { NameServices, NameSource } from './name-services.ts'
import type { RuntimeUse } from './runtime-use.ts'

/** Files of an image that configure name services. */
export interface NameServiceFiles {
  /** Absent: the image has no /etc/nsswitch.conf. `damaged`: Go rejects it. */
  readonly services?: NameServices | 'damaged'
  /** Whether there is an /etc/mdns.allow. */
  readonly allowsMdns: boolean
}

/** undefined for a program that resolves no names. */
export function resolverOf(
  { hosts, tags, debug, c }: Pick<RuntimeUse, 'hosts' | 'tags' | 'debug' | 'c'>,
  env: Env,
  files: NameServiceFiles,
): Resolver | undefined {
  if (hosts === 'none') return undefined
  if (hosts === 'go') {
    const isTagged = tags.includes('netgo') || c !== undefined
    return { uses: 'go', because: isTagged ? 'netgo' : 'no-cgo' }
  }
  const libc = c?.libc ?? 'other'
  const mode = debugSetting('netdns', env, debug)
    .split('+')
    .findLast((part) => /^\D/.test(part))
  if (mode === 'go') return { uses: 'go', because: 'GODEBUG' }
  const byLibc = (because: Extract<Resolver, { uses: 'libc' }>['because'], source?: string): Resolver => ({
    uses: 'libc',
    libc,
    because,
    ...(source === undefined ? {} : { source }),
  })
  if (tags.includes('netcgo')) return byLibc('netcgo')
  if (mode === 'cgo') return byLibc('GODEBUG')
  // unlike the next two, it counts even if it is empty
  if (env['LOCALDOMAIN'] !== undefined) return byLibc('LOCALDOMAIN')
  if ((env['RES_OPTIONS'] ?? '') !== '') return byLibc('RES_OPTIONS')
  if ((env['HOSTALIASES'] ?? '') !== '') return byLibc('HOSTALIASES')
  if (files.services === 'damaged') return byLibc('nsswitch')
  const sources = files.services?.get('hosts') ?? []
  const foreign = sources.find((source) => needsLibc(source, files))
  if (foreign !== undefined) return byLibc('nsswitch', foreign.name)
  const [first] = sources
  if (first !== undefined && !sources.some(isGoSource)) return byLibc('nsswitch', first.name)
  const partly = sources.filter((source) => !isGoSource(source))
  return { uses: 'go-or-libc', libc, sources: partly.map(({ name }) => name) }
}

const isGoSource = ({ name }: NameSource) => name === 'files' || name === 'dns'

/** Whether libc is needed for every name; `myhostname` and mDNS apply only to some. */
function needsLibc(source: NameSource, { allowsMdns }: NameServiceFiles): boolean {
  if (isGoSource(source)) return !source.isStandard
  if (source.name.startsWith('mdns')) return allowsMdns
  return source.name !== 'myhostname'
}
