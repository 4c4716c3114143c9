import { InputError } from '../../common/errors.ts'
import type { LocalHandles } from './handles.ts'
import type { OptionValues } from './options.ts'

/** The directory of `--repo`, absolute. Default: the working directory. */
export async function repositoryIn(
  { repo = '.' }: OptionValues,
  { world, resolve }: Pick<LocalHandles, 'world' | 'resolve'>,
): Promise<string> {
  const directory = resolve(repo)
  if ((await world.files.stat(directory))?.kind === 'directory') return directory
  throw new InputError([`--repo: \`${directory}\` is not a directory`])
}
