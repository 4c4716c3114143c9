import type { Revision } from '../model.ts'
import type { Plan } from '../plan/plan.ts'
import type { World } from '../world.ts'

/**
 * Import paths of the packages of the program that use cgo, those of the standard library among them, asked of `go list`:
 * what go.mod names need not be linked in.
 */
export async function cgoPackages(world: World, plan: Plan, revision: Revision): Promise<readonly string[]> {
  const { module, path } = plan.main
  const cwd = `${plan.checkouts[revision] ?? plan.checkouts.head}/${module}`
  const template = '{{if .CgoFiles}}{{.ImportPath}}{{end}}'
  const env = { ...world.host.env, CGO_ENABLED: '1', GOOS: 'linux' }
  const { exitCode, stdout } = await world.exec.job(['go', 'list', '-e', '-deps', '-f', template, path], {
    cwd,
    env,
  })
  return exitCode === 0 ? stdout.split('\n').filter((line) => line !== '') : []
}
