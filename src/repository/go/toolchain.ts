import * as z from 'zod'
import { fail, mapResult, type Result } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import { readGoJson } from './go-json.ts'
import { goProblem } from './problems.ts'

/** The Go command of this machine, and its settings. */
export interface GoTool {
  /** For example `go1.24.4`. */
  readonly version: string
  readonly root: string
  readonly cache: string
  readonly moduleCache: string
  /** The C compiler that it uses. */
  readonly compiler: string
  /** GOFLAGS, which apply to every command. */
  readonly flags: string
}

const goEnvironment = z.object({
  GOVERSION: z.string().default(''),
  GOROOT: z.string().default(''),
  GOCACHE: z.string().default(''),
  GOMODCACHE: z.string().default(''),
  CC: z.string().default('gcc'),
  GOFLAGS: z.string().default(''),
})

/** Reads `go env`. The problem is why Go cannot be used. */
export async function findGo(world: World, cwd: string): Promise<Result<GoTool>> {
  const names = Object.keys(goEnvironment.shape)
  const { exitCode, stdout, stderr } = await world.exec.ask(['go', 'env', '-json', ...names], { cwd })
  if (exitCode === 127) {
    return fail(
      'Go was not found: add actions/setup-go before this step, or install it from https://go.dev/dl',
    )
  }
  if (exitCode !== 0) return fail(`\`go env\` failed: ${goProblem(stderr, 1)}`)
  return mapResult(readGoJson(goEnvironment, stdout, 'go env -json'), (env) => ({
    version: env.GOVERSION,
    root: env.GOROOT,
    cache: env.GOCACHE,
    moduleCache: env.GOMODCACHE,
    compiler: env.CC,
    flags: env.GOFLAGS,
  }))
}
