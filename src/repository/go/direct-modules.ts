import * as z from 'zod'
import { fail, mapResult, type Result } from '../../common/result.ts'
import type { Exec } from '../../effects/exec.ts'
import { readGoJson } from './go-json.ts'
import { goProblem } from './problems.ts'

const goMod = z.object({
  // null where there is none
  Require: z.array(z.object({ Path: z.string(), Indirect: z.boolean().optional() })).nullish(),
})

/** Paths of the modules that the go.mod of a directory requires itself. */
export async function directModules(
  exec: Pick<Exec, 'query'>,
  cwd: string,
): Promise<Result<readonly string[]>> {
  const { exitCode, stdout, stderr } = await exec.query(['go', 'mod', 'edit', '-json'], { cwd })
  if (exitCode !== 0) return fail(goProblem(stderr))
  return mapResult(readGoJson(goMod, stdout, 'go mod edit -json'), ({ Require: required }) =>
    (required ?? []).filter(({ Indirect }) => Indirect !== true).map(({ Path }) => Path),
  )
}
