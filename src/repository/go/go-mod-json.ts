import * as z from 'zod'
import { fail, mapResult, type Result } from '../../common/result.ts'
import type { Env, Exec } from '../../effects/exec.ts'
import { readGoJson } from './go-json.ts'
import { goProblem } from './problems.ts'

const goModJson = z.object({
  Module: z.object({ Path: z.string() }),
  // null if there are none
  Require: z
    .array(z.object({ Path: z.string(), Version: z.string(), Indirect: z.boolean().optional() }))
    .nullish(),
  Replace: z
    .array(
      z.object({
        Old: z.object({ Path: z.string() }),
        /** The replacement is a directory if it has no version. */
        New: z.object({ Path: z.string(), Version: z.string().optional() }),
      }),
    )
    .nullish(),
})

/** A go.mod as `go mod edit -json` prints it; https://go.dev/ref/mod#go-mod-edit */
export type GoModJson = z.infer<typeof goModJson>

export async function readGoModJson(
  exec: Pick<Exec, 'query'>,
  { cwd, env }: { readonly cwd: string; readonly env?: Env },
): Promise<Result<GoModJson>> {
  const options = env === undefined ? { cwd } : { cwd, env }
  const { exitCode, stdout, stderr } = await exec.query(['go', 'mod', 'edit', '-json'], options)
  return exitCode === 0 ? readGoJson(goModJson, stdout, 'go mod edit -json') : fail(goProblem(stderr))
}

/** Paths of the direct requirements in the go.mod of a directory. */
export async function directModules(
  exec: Pick<Exec, 'query'>,
  cwd: string,
): Promise<Result<readonly string[]>> {
  return mapResult(await readGoModJson(exec, { cwd }), ({ Require: required }) =>
    (required ?? []).filter(({ Indirect }) => Indirect !== true).map(({ Path }) => Path),
  )
}
