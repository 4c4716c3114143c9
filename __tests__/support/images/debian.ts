import { adviceFor, missingPrograms, type Program } from '../../../scripts/tools/programs.ts'

/** Throws if a program is missing. The set-up installs the programs, because tests must not change the machine. */
export async function needPrograms(...programs: readonly Program[]): Promise<void> {
  const missing = missingPrograms(programs)
  if (missing.length > 0) throw new Error(adviceFor(missing))
}
