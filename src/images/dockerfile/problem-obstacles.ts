/** Converts the failure of a Dockerfile's build to obstacles. The failed step shows which program printed the output. */
import { mayRunGo } from '../../dockerfile/facts/runs-go.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import type { BuildProblem, FailedStep } from '../../effects/engine.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import { networkFault } from '../../repository/go/fetch-faults.ts'
import { goFaults } from '../../repository/go/go-output.ts'

/** @param path of the Dockerfile, from the root of the repository */
export function problemObstacles(
  { fault, output }: BuildProblem,
  dockerfile: Dockerfile,
  path: string,
): readonly Obstacle[] {
  switch (fault.kind) {
    case 'step':
      return stepObstacles(fault, output, { dockerfile, path })
    case 'image': {
      const { image, because, detail } = fault
      return [{ kind: 'base-image', image, because, detail }]
    }
    case 'builder': {
      const { because, detail } = fault
      return [{ kind: 'builder', because, detail }]
    }
    case 'refused': {
      const { detail } = fault
      return [networkFault(detail) ?? { kind: 'dockerfile-refused', dockerfile: path, detail }]
    }
  }
}

/** Exit code of a process that SIGKILL ended, which the kernel sends if memory is short. */
const killed = 137

function stepObstacles(
  { instruction, line, exitCode, detail }: FailedStep,
  output: readonly string[],
  { dockerfile, path }: { readonly dockerfile: Dockerfile; readonly path: string },
): readonly Obstacle[] {
  const step = shortened(writtenAt(dockerfile, line) ?? instruction)
  const where = line === undefined ? path : `${path}:${line}`
  if (exitCode === killed) {
    const message = `the step \`${step}\` (${where}) ended with exit code ${killed}`
    return [{ kind: 'builder', because: 'killed', detail: message }]
  }
  const ofNetwork = detail === undefined ? undefined : networkFault(detail)
  if (ofNetwork !== undefined) return [ofNetwork]
  const ofGo = line !== undefined && mayRunGo(dockerfile, line) ? goFaults(output) : []
  if (ofGo.length > 0) return ofGo
  return [
    {
      kind: 'step-failed',
      dockerfile: path,
      step,
      ...(line === undefined ? {} : { line }),
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(detail === undefined ? {} : { detail }),
    },
  ]
}

/** The instruction as written in the Dockerfile. Builders show it with the values of variables, which may be secrets. */
function writtenAt({ text, stages }: Dockerfile, line: number | undefined): string | undefined {
  const found = stages.flatMap(({ instructions }) => instructions).find((one) => one.line === line)
  return found && text.slice(found.start, found.end).replaceAll(/\\\r?\n/g, ' ')
}

const longest = 80

function shortened(instruction: string): string {
  const text = instruction.replaceAll(/\s+/g, ' ').replaceAll('`', "'")
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
