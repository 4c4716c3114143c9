import { ask } from '../tools/process.ts'

/**
 * The bridge of the engine whose keeper has this process id and start time. Both, because a process in a PID namespace of its
 * own may have the id of another one. Interface names hold 15 characters.
 */
export const bridgeName = (pid: number, startTime: number): string =>
  `lg${pid.toString(36)}-${startTime.toString(36)}`

/**
 * Makes a bridge in a network that nobody on the machine uses.
 *
 * @returns its address, such as `10.130.5.1/24`; undefined where that is not possible
 */
export async function createBridge(name: string): Promise<string | undefined> {
  const routes = await ask('ip', ['-4', 'route', 'show', 'table', 'all'])
  if (routes === undefined) return undefined
  const address = freeAddress(routes)
  const made =
    (await ask('ip', ['link', 'add', 'name', name, 'type', 'bridge'])) !== undefined &&
    (await ask('ip', ['addr', 'add', address, 'dev', name])) !== undefined &&
    (await ask('ip', ['link', 'set', name, 'up'])) !== undefined
  if (made) return address
  await removeBridge(name)
  return undefined
}

export const removeBridge = (name: string): Promise<unknown> =>
  ask('ip', ['link', 'delete', name], { signal: undefined })

// Starts at a place of the process's own, so that two that look at the same moment do not pick the same.
function freeAddress(routes: string): string {
  for (let step = 0; ; step++) {
    const number = (process.pid + step) % 0x8000
    const prefix = `10.${128 + (number >> 8)}.${number & 0xff}.`
    if (!routes.includes(prefix)) return `${prefix}1/24`
  }
}
