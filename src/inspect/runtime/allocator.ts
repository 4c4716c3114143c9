/** The malloc implementation that the C code of a program uses. */
import type { Env } from '../../effects/exec.ts'
import type { Allocator } from '../../model/runtime.ts'
import { type RuntimeUse, replacementNamed } from './runtime-use.ts'

/** @param libraries names of the libraries in the process; empty if unknown */
export function allocatorOf(
  { c }: Pick<RuntimeUse, 'c'>,
  env: Env,
  libraries: readonly string[] = [],
): Allocator {
  if (c === undefined) return { uses: 'none' }
  const { libc, packages, allocator } = c
  const preloaded = (env['LD_PRELOAD'] ?? '').split(/[\s:]+/)
  for (const library of libraries) {
    const uses = replacementNamed(library)
    if (uses === undefined) continue
    return { uses, by: preloaded.includes(library) ? 'LD_PRELOAD' : 'library', packages }
  }
  return { ...(allocator ?? { uses: libc }), packages }
}
