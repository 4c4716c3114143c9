/** What the local command can be asked for. */
import { checkCommand } from './check.ts'
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import type { LocalCommand } from './handles.ts'
import { initCommand } from './init.ts'
import { inspectCommand } from './inspect.ts'
import { judgeCommand } from './judge.ts'
import type { VerbName } from './verbs.ts'

export const localCommands: Readonly<Record<VerbName, LocalCommand>> = {
  init: initCommand,
  check: checkCommand,
  inspect: inspectCommand,
  explain: explainCommand,
  judge: judgeCommand,
  doctor: doctorCommand,
}
