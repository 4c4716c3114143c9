/** Where `time.LoadLocation` finds time zones: `ZONEINFO`, `platformZoneSources` for Linux, the program, its GOROOT. */
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { TimeZones } from '../../model/runtime.ts'
import type { RuntimeUse } from './runtime-use.ts'

const zoneDirectories = [
  '/usr/share/zoneinfo',
  '/usr/share/lib/zoneinfo',
  '/usr/lib/locale/TZ',
  '/etc/zoneinfo',
]

type Zones = Pick<RuntimeUse, 'timeZones' | 'goroot'>

/** undefined for a program that loads no time zone by name. */
export async function timeZonesOf(use: Zones, env: Env, root: RootFs): Promise<TimeZones | undefined> {
  if (!use.timeZones.reads) return undefined
  const given = env['ZONEINFO'] ?? ''
  if (given !== '' && (await root.resolve(given)) !== undefined) return { from: 'image', path: given }
  return platformZones(use, env, root)
}

/** Sources that also apply to local time, unlike `ZONEINFO`. */
export async function platformZones(
  { timeZones: { embeds }, goroot }: Zones,
  env: Env,
  root: RootFs,
): Promise<TimeZones> {
  for (const path of zoneDirectories) if ((await root.list(path)).length > 0) return { from: 'image', path }
  if (embeds) return { from: 'program' }
  const home = (env['GOROOT'] ?? '') === '' ? goroot : env['GOROOT']
  const path = `${home}/lib/time/zoneinfo.zip`
  const ofGo = home === undefined ? undefined : await root.resolve(path)
  return ofGo?.kind === 'file' ? { from: 'image', path } : { from: 'none' }
}
