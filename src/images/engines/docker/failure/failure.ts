import type { BuildProblem } from '../../../../effects/engine.ts'
import type { Output } from '../../../../effects/exec.ts'
import type { BuilderKind } from '../build.ts'
import { crashed } from './builder-fault.ts'
import { buildkitFailure } from './buildkit.ts'
import { type BuiltText, classicFailure, podmanFailure } from './steps.ts'

/** Why a build failed, as its builder reports it. */
export function buildFailure(builder: BuilderKind, output: Output, built: BuiltText): BuildProblem {
  const crash = crashed(output)
  if (crash !== undefined) return crash
  switch (builder) {
    case 'buildx':
    case 'buildkit':
      // BuildKit prints everything to standard error
      return buildkitFailure(output.stderr === '' ? output.stdout : output.stderr, built.text)
    case 'engine':
      return classicFailure(output, built)
    case 'podman':
      return podmanFailure(output, built)
  }
}
