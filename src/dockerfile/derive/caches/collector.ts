/** A larger heap for Go's compiler: collecting garbage is up to a quarter of its work, and no result depends on it. */
import { buildsProgram, goCommandOf } from '../../facts/go-command.ts'
import type { Edit } from '../../read/edits.ts'
import type { Run } from '../../read/runs.ts'
import type { GoFamily } from './families.ts'
import type { NeededSteps } from './needed-steps.ts'

/**
 * How far the heap grows before a collection, in percent of the live heap. Of the usual packages, the one that needs most memory
 * (github.com/ugorji/go/codec, 1.2 GB) needs a quarter to a half more.
 */
export const collector = { name: 'GOGC', value: '400' } as const

/** As written before a command. */
const collectorSetting = `${collector.name}=${collector.value}`

/** Start of a shell command, with comments between lines. */
const beginning = /(?:^RUN(?:\s+--\S+)*|&&|\|\||[;({])(?:\s|\\\r?\n(?:\s*#.*\n)*)*$/i

/** The setting before each `go build` of the family that has none of its own. Line numbers do not change. */
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
