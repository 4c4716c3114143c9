import { ask } from './process.mjs'

// Interface names hold 15 characters; a process id has at most 7.
export const bridgeName = (pid = process.pid) => `lgate${pid}`

/** Gives this process a bridge in a network that nobody on the machine uses; undefined where that is not possible. */
export async function createBridge() {
  const name = bridgeName()
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

export const removeBridge = (name) => ask('ip', ['link', 'delete', name])

// Starts at a place of the process's own, so that two that look at the same moment do not pick the same.
function freeAddress(routes) {
  for (let step = 0; ; step++) {
    const number = (process.pid + step) % 0x8000
    const prefix = `10.${128 + (number >> 8)}.${number & 0xff}.`
    if (!routes.includes(prefix)) return `${prefix}1/24`
  }
}
