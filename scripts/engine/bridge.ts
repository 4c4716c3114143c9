import { ask } from '../tools/process.ts'

/**
 * The name of the bridge of an engine, from process ID and start time of its keeper. The start time is needed because a process in
 * another PID namespace may have the same ID. Interface names have at most 15 characters.
 */
export const bridgeName = (pid: number, startTime: number): string =>
  `lg${pid.toString(36)}-${startTime.toString(36)}`

/**
 * Makes a bridge in a network that is unused on this machine.
 *
 * @returns its address, such as `10.130.5.1/24`; undefined if that is not possible
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

// Starts at a number that depends on the process, so that two simultaneous searches do not choose the same network.
function freeAddress(routes: string): string {
  for (let step = 0; ; step++) {
    const number = (process.pid + step) % 0x8000
    const prefix = `10.${128 + (number >> 8)}.${number & 0xff}.`
    if (!routes.includes(prefix)) return `${prefix}1/24`
  }
}
