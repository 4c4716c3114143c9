/** Gives Go's compiler a larger heap: garbage collection is up to a quarter of its work, and does not affect any result. */
import { buildsProgram, goCommandOf } from '../../facts/go-command.ts'
import type { Edit } from '../../read/edits.ts'
import type { Run } from '../../read/runs.ts'
import type { GoFamily } from './families.ts'
import type { NeededSteps } from './needed-steps.ts'

/**
 * How much the heap grows before a collection, in percent of the live heap. With this value, github.com/ugorji/go/codec needs a
 * quarter to a half more memory; it is the common package that needs most (1.2 GB).
 */
export const collector = { name: 'GOGC', value: '400' } as const

/** The setting in front of a command. */
const collectorSetting = `${collector.name}=${collector.value}`

/** Matches text that ends where a shell command can begin, including comments between lines. */
const beginning = /(?:^RUN(?:\s+--\S+)*|&&|\|\||[;({])(?:\s|\\\r?\n(?:\s*#.*\n)*)*$/i

/** Inserts the setting before each `go build` of the family that does not set it itself. Line numbers do not change. */
export function collectorEdits(needed: NeededSteps, { running }: GoFamily): readonly Edit[] {
  const { dockerfile, runsOf } = needed
  return running.flatMap((step) =>
    (runsOf(step) ?? []).flatMap((run) => {
      const start = startOf(run)
      if (start === undefined || !compiles(run)) return []
      const before = dockerfile.text.slice(step.instruction.start, start)
      return beginning.test(before) ? [{ start, end: start, text: `${collectorSetting} ` }] : []
    }),
  )
}

function compiles(run: Run): boolean {
  const command = goCommandOf(run)
  const isSet = run.environment(collector.name) !== undefined
  return command !== undefined && buildsProgram(command) && !run.quoted && !isSet
}

/** Offset of the command, including the variables that it sets. */
function startOf({ words, settings }: Run): number | undefined {
  return (settings[0]?.whole ?? words[0])?.range.start
}
