import type { Result } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { MissingNeed } from '../findings/mode-needs.ts'
import type { Mode } from '../model/mode.ts'
import { isNativeTarget, type Platform } from '../model/platform.ts'
import { withToolchain } from '../repository/go/mode-toolchain.ts'
import type { GoTool } from '../repository/go/toolchain.ts'
import { withLinker } from './static-cgo.ts'

/** The mode as `go build` on this machine links it for a platform, or the missing tool. */
export function compiledFor(
  world: Pick<World, 'exec' | 'host'>,
  go: Pick<GoTool, 'compiler'>,
  mode: Mode,
  platform: Platform,
): Promise<Result<Mode, MissingNeed>> {
  return withToolchain(
    world,
    go,
    withLinker(mode),
    isNativeTarget(platform, world.host) ? undefined : platform,
  )
}
