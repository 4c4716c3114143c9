import { fail } from '../../../common/result.ts'
import type { Builder } from '../../../effects/engine.ts'

const detail = 'the embedded engine finds no builder of Dockerfiles on this machine'

/** For a machine without a builder of Dockerfiles. */
export const noBuilder: Builder = {
  canBuild: async () => false,
  build: async () => ({
    ok: false,
    problem: { fault: { kind: 'builder', because: 'absent', detail }, output: [] },
  }),
  cacheBackends: async () => ({ reads: [], writes: [] }),
  hasCacheMounts: async () => false,
  builderIdentity: async () => undefined,
  runCacheSteps: async () => fail(detail),
  pin: async () => ({ ok: false, problem: { because: 'unknown', detail } }),
  baseImage: async () => undefined,
  removeAll: async () => {},
  runs: async () => [],
}
