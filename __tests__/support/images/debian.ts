import { adviceFor, missingPrograms, type Program } from '../../../scripts/tools/programs.ts'

/** Programs that tests compare with; the set-up installs them, and no test changes the machine. */
export async function needPrograms(...programs: readonly Program[]): Promise<void> {
  const missing = missingPrograms(programs)
  if (missing.length > 0) throw new Error(adviceFor(missing))
}
