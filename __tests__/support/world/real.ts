import { inThisProcess } from '../../../src/effects/worker.ts'
import type { World } from '../../../src/effects/world.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { realExec } from '../../../src/world/exec.ts'
import { realFiles } from '../../../src/world/files.ts'
import { withoutSecrets } from '../../../src/world/host.ts'
import { offlineGo } from './temporary.ts'
import { type FakeOptions, type FakeWorld, fakeWorld } from './world.ts'

/** The real files, archives and commands of this machine. Clock, random numbers and log are those of a fake world. */
export function realWorld(
  temporaryRoot: string,
  env: Readonly<Record<string, string>> = {},
  options: FakeOptions = {},
): Omit<FakeWorld, 'files' | 'exec'> & Pick<World, 'files' | 'exec'> {
  const world = fakeWorld(options)
  const files = realFiles(temporaryRoot)
  const all = { ...withoutSecrets(process.env), ...offlineGo, ...env }
  return {
    ...world,
    host: { ...world.host, env: all },
    exec: realExec(all, world.signal),
    files,
    worker: inThisProcess(files),
    archives: realArchives,
  }
}
