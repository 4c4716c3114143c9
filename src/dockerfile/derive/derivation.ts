import type { Result } from '../../common/result.ts'
import type { Libc } from '../facts/images.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Dockerfile, Instruction, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import type { BuildParameters } from '../read/stages.ts'

/** Facts that the text does not show. They come from Go or an engine; absent ones are guessed. */
export interface DeriveFacts extends BuildParameters {
  /** Import paths of the packages that use cgo, including those of the standard library, from `go list`. */
  readonly cgoPackages?: readonly string[]
  /** The subset that does not work without cgo; if absent, all packages outside of the standard library are assumed. */
  readonly needsCgo?: readonly string[]
  /** Whether the image that runs the go command has a C compiler. */
  readonly builderHasCompiler?: boolean
  /** The C library of an image, by its reference as `externalBases` gives it. */
  readonly libcOf?: (reference: string) => Libc | undefined
}

/** What the steps of a derivation share. */
export interface Derivation {
  readonly dockerfile: Dockerfile
  readonly wanted: 'static' | 'dynamic'
  /** The value of CGO_ENABLED for the wanted mode. */
  readonly cgo: '0' | '1'
  readonly facts: DeriveFacts
  readonly target: Stage
  /** The stages that the target needs. */
  readonly stages: readonly Stage[]
  /** Stages that compile the program, and the stages that these are FROM. */
  readonly affected: readonly Stage[]
  /** All programs that the affected stages start. */
  readonly runs: readonly Run[]
  /** Runs that compile: go commands, or commands that call them. */
  readonly compiling: readonly Run[]
}

/** The edits of one step. A problem is one sentence: the line, the obstacle, and the fix. */
export type DerivationStep = Result<readonly Reasoned[]>

/** Packages outside of the standard library that need cgo. With them, Go links with a C compiler; CGO_ENABLED=0 would omit them. */
export function thirdPartyCgo({ cgoPackages = [], needsCgo }: DeriveFacts): readonly string[] {
  return needsCgo ?? cgoPackages.filter((path) => (path.split('/')[0] ?? '').includes('.'))
}

/** New lines after an instruction. */
export function insertAfter(
  { text }: Dockerfile,
  { end }: Instruction,
  lines: readonly string[],
  why: string,
): Reasoned {
  const newline = text.indexOf('\n', end)
  if (newline < 0) return { start: text.length, end: text.length, text: `\n${lines.join('\n')}`, why }
  const ending = text[newline - 1] === '\r' ? '\r\n' : '\n'
  return {
    start: newline + 1,
    end: newline + 1,
    text: lines.map((line) => `${line}${ending}`).join(''),
    why,
  }
}

/** The fix if nothing can be derived. */
export const anotherDockerfileFix =
  'set a Dockerfile, target or build argument for this mode in .github/linkgate.yml'
