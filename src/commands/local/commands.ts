/** Verbs of the local command other than `check`. */
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import type { LocalCommand } from './handles.ts'
import { initCommand } from './init.ts'
import { inspectCommand } from './inspect.ts'
import { judgeCommand } from './judge.ts'
import type { VerbName } from './verbs.ts'

export const localCommands: Readonly<Record<Exclude<VerbName, 'check'>, LocalCommand>> = {
  init: initCommand,
  inspect: inspectCommand,
  explain: explainCommand,
  judge: judgeCommand,
  doctor: doctorCommand,
}
