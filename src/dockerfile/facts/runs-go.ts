import { textOf } from '../../shell/words.ts'
import { type Invocation, invocationsOf } from '../read/invocations.ts'
import type { Dockerfile } from '../read/parse.ts'
import { indirectBuildOf } from './build-origin.ts'
import { goCommandOf } from './go-command.ts'

/** Whether the instruction at a line runs the Go command, or something that may run it. */
export function mayRunGo(dockerfile: Dockerfile, line: number): boolean {
  const instruction = dockerfile.stages
    .flatMap(({ instructions }) => instructions)
    .find((one) => one.line === line)
  if (instruction === undefined) return false
  const invocations = invocationsOf(dockerfile, instruction)
  // a script that cannot be parsed may run anything
  if (invocations === undefined) return true
  return invocations.some(startsGo)
}

function startsGo(invocation: Invocation): boolean {
  if (goCommandOf(invocation) !== undefined || indirectBuildOf(invocation) !== undefined) return true
  // `time go build`, `dumb-init go build`
  return invocation.words.slice(1).some((word, index) => index < 3 && textOf(word) === 'go')
}
