import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleMessage } from '../findings/obstacles.ts'
import { type Revision, revisions } from '../model/revision.ts'
import type { SourceTrees } from '../plan/preflight.ts'
import { goEnv } from '../repository/go/env.ts'

/** The revisions that could not be prepared: why, and the last lines of what the command printed. */
export type Unprepared = Partial<Readonly<Record<Revision, PrepareFailure>>>

export interface PrepareFailure {
  readonly obstacle: Obstacle
  readonly output: readonly string[]
}

const shownLines = 20

/**
 * Runs the configured command at the root of each revision, before the packages are listed: what it makes may be a
 * package, or bring Gin in. It is the user's own line for a shell, read as GitHub reads a step's: by bash where there
 * is one, else by sh, to the first command that fails.
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
      const said = `${stdout}\n${stderr}`.split('\n')
      const obstacle: Obstacle = { kind: 'prepare-failed', exitCode }
      world.log.info(`${revision}: ${obstacleMessage(obstacle)}`)
      failed[revision] = { obstacle, output: said.filter((line) => line.trim() !== '').slice(-shownLines) }
    })
  }
  return failed
}
