import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleMessage } from '../findings/obstacles.ts'
import { type Revision, revisions } from '../model/revision.ts'
import type { SourceTrees } from '../plan/preflight.ts'
import { goEnv } from '../repository/go/env.ts'

/** The revisions for which `build.prepare` failed. */
export type Unprepared = Partial<Readonly<Record<Revision, PrepareFailure>>>

export interface PrepareFailure {
  readonly obstacle: Obstacle
  /** Last lines that the command printed. */
  readonly output: readonly string[]
}

const shownLines = 20

/**
 * Runs the configured command at the root of each revision, before the packages are listed, because it may generate a package or
 * an import of Gin. Like a step of a workflow, it is run by bash, or else by sh, and stops at the first command that fails.
 */
export async function prepareAll(
  world: World,
  prepare: string,
  { checkouts, root }: Pick<SourceTrees, 'checkouts' | 'root'>,
): Promise<Unprepared> {
  const hasBash = (await world.exec.ask(['bash', '--version'])).exitCode !== 127
  const shell = hasBash ? 'bash' : 'sh'
  const failed: { [revision in Revision]?: PrepareFailure } = {}
  for (const revision of revisions) {
    const checkout = checkouts[revision]
    if (checkout === undefined) continue
    await world.log.step(`prepare ${revision}`, async () => {
      const { exitCode, stdout, stderr } = await world.exec.run([shell, '-e', '-c', prepare], {
        cwd: checkout,
        env: goEnv(world.host.env, { root, checkout }),
      })
      if (exitCode === 0) return
      const printed = `${stdout}\n${stderr}`.split('\n')
      const obstacle: Obstacle = { kind: 'prepare-failed', exitCode }
      world.log.info(`${revision}: ${obstacleMessage(obstacle)}`)
      failed[revision] = { obstacle, output: printed.filter((line) => line.trim() !== '').slice(-shownLines) }
    })
  }
  return failed
}
