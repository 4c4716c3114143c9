import { fail } from '../../../src/common/result.ts'
import type { Engine } from '../../../src/effects/engine.ts'
import type { Exec } from '../../../src/effects/exec.ts'
import { probePath } from '../../../src/startup/container.ts'

/** An engine without containers: the probe and the programs of the variants run as processes of this machine. */
export function hostEngine(exec: Exec, env: Readonly<Record<string, string>>): Engine {
  const probes = new Map<string, { program: string; readonly env: Readonly<Record<string, string>> }>()
  const open = (container: string) => {
    const probe = probes.get(container)
    if (probe === undefined) throw new Error(`no container ${container}`)
    return exec.open([probe.program], { env: probe.env })
  }
  return {
    name: 'host',
    version: '0',
    take: () => {},
    load: async () => {},
    archiveOf: async () => {
      throw new Error('there are no images here')
    },
    canBuild: async () => false,
    build: async () => {
      throw new Error('there are no images here')
    },
    cacheBackends: async () => ({ reads: [], writes: [] }),
    hasCacheMounts: async () => false,
    builderIdentity: async () => undefined,
    runCacheSteps: async () => fail('there are none'),
    pin: async () => ({ ok: false, problem: { because: 'not-found', detail: 'there are no images here' } }),
    baseImage: async () => undefined,
    servicesNetwork: async () => fail('there are none'),
    async create(options) {
      const id = `${probes.size}`
      probes.set(id, { program: '', env: { ...env, ...options.env } })
      return id
    },
    async copyInto(container, from, to) {
      const probe = probes.get(container)
      // programs are started from their original paths
      if (probe !== undefined && to === probePath) probe.program = from
    },
    start: (container) => open(container),
    // a second probe, which is not in a container, either
    enter: (container) => open(container),
    fault: async () => undefined,
    removeAll: async () => {},
    runs: async () => [],
  }
}
