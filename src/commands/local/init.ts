import { exitCodes } from '../../common/errors.ts'
import { version } from '../../common/version.ts'
import { runInit } from '../../init/init.ts'
import { initText } from '../../init/texts/terminal-text.ts'
import type { LocalCommand } from './handles.ts'
import { repositoryIn } from './repository.ts'

/** `linkgate init`: writes a configuration and a workflow for a repository. */
export const initCommand: LocalCommand = async (values, handles) => {
  const { force = false, dryRun = false, config } = values
  const { world, terminal, probeSource } = handles
  const directory = await repositoryIn(values, handles)
  const done = await runInit(world, { version, probeSource, directory, config, force, dryRun })
  terminal.print(initText(done, { dryRun }, terminal))
  return exitCodes.passed
}
