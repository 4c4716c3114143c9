/** A go.mod that replaces that of a revision and has newer versions of some modules. */
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { goBuildPlace } from './go-build.ts'

/** Time limit, because a module proxy may not respond. */
const limitMs = 30_000

/** Flags of `go build` for the newer versions. A workspace and vendored modules have no other versions. */
export async function withUpgrades(
  { world, workspace }: Pick<Handles, 'world' | 'workspace'>,
  { target, source }: Pick<Plan, 'target' | 'source'>,
  { mode, checkout }: Pick<PlannedVariant, 'mode' | 'checkout'>,
  upgrades: readonly { readonly module: string; readonly to: string }[],
): Promise<Result<readonly string[]>> {
  if (upgrades.length === 0) return succeed([])
  const directory = `${workspace.directory}/upgraded`
  await world.files.makeDirectory(directory)
  const { main, platform } = target
  const { cwd, env } = goBuildPlace(world, {
    mode,
    main,
    platform,
    checkout,
    root: source.root,
    temporary: directory,
  })
  const work = await world.exec.ask(['go', 'env', 'GOWORK'], { cwd, env })
  if (!['', 'off'].includes(work.stdout.trim())) return fail('the module is built in a workspace')
  if ((await world.files.stat(`${cwd}/vendor/modules.txt`)) !== undefined)
    return fail('its modules are vendored')
  for (const end of ['mod', 'sum']) await world.files.copy(`${cwd}/go.${end}`, `${directory}/go.${end}`)
  const file = `-modfile=${directory}/go.mod`
  const wanted = upgrades.map(({ module, to }) => `${module}@${to}`)
  const got = await world.exec.run(['go', 'get', file, ...wanted], { cwd, env, limitMs })
  return got.exitCode === 0 ? succeed([file, '-mod=mod']) : fail(`\`go get ${wanted.join(' ')}\` failed`)
}
