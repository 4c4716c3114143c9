/** `linkgate init`: writes a configuration and a workflow from what it detects in the repository. */

import { enumerate } from '../common/english.ts'
import { InputError, requireInput } from '../common/errors.ts'
import { cleanPath } from '../common/paths.ts'
import { parseConfig } from '../config/config.ts'
import { usualPlace, usualPlaces } from '../config/load.ts'
import type { World } from '../effects/world.ts'
import { chooseDockerfile } from '../plan/choose-dockerfile.ts'
import { surveyDockerfiles } from '../repository/dockerfiles/survey.ts'
import { openCheckout } from '../repository/git/git.ts'
import { type Detection, detect } from './detect/detect.ts'
import type { Detected } from './detect/detected.ts'
import type { InitFile } from './init-file.ts'
import { configText } from './texts/config-text.ts'
import { type Sentences, sentencesOf } from './texts/sentences.ts'
import { workflowFile, workflowText } from './texts/workflow-text.ts'
import { placesTaken, writeAll } from './write.ts'

export interface InitOptions {
  readonly version: string
  readonly probeSource: string
  /** Directory of the repository, absolute. */
  readonly directory: string
  /** Path of the configuration; absent for the usual place. */
  readonly config?: string | undefined
  /** Existing files may be overwritten. */
  readonly force: boolean
  /** Nothing is written. */
  readonly dryRun: boolean
}

export interface InitResult extends Sentences {
  readonly files: readonly InitFile[]
}

/** @throws {InputError} if there is no repository or no Go in it, or if a file would be overwritten */
export async function runInit(world: World, options: InitOptions): Promise<InitResult> {
  const { version, probeSource, directory, force, dryRun } = options
  const { root } = requireInput(await openCheckout(world, directory))
  const there = await placesTaken(world.files, root, usualPlaces)
  const configFile = options.config === undefined ? (there[0] ?? usualPlace) : insideOf(root, options.config)
  const taken = await placesTaken(world.files, root, [configFile, workflowFile])
  if (taken.length > 0 && !force && !dryRun) {
    throw new InputError([
      `${enumerate(taken)} already ${taken.length === 1 ? 'exists' : 'exist'}, so linkgate wrote nothing: pass --dry-run to see the result, or --force to overwrite`,
    ])
  }
  const around = await detect(world, { version, probeSource, root, configFile, workflowFile })
  const found = await withoutDoubt(world, root, around)
  const { mask } = world.secrets
  const files = [
    { path: configFile, text: mask(configText(found)) },
    // two workflows would comment on the same pull requests
    ...(found.runsAlready === undefined ? [{ path: workflowFile, text: mask(workflowText(found)) }] : []),
  ]
  if (!dryRun) await writeAll(world, root, files)
  return { files, ...sentencesOf(found) }
}

/**
 * A configured Dockerfile takes precedence over all others, but other files still determine how it is built. If that is
 * ambiguous while detection is not, the configuration omits the Dockerfile, so that it is detected.
 */
async function withoutDoubt({ files }: World, root: string, { found, main }: Detection): Promise<Detected> {
  const { image, configFile } = found
  if (main === undefined || image.kind === 'built-in') return found
  const parsed = parseConfig(configText(found), configFile)
  if (!parsed.ok) throw new Error(parsed.problem.map(({ message }) => message).join('\n'))
  const survey = await surveyDockerfiles(files, root, parsed.value.dockerfile)
  const choice = chooseDockerfile(survey, main)
  const isSame =
    choice.kind === 'build' &&
    choice.build.dockerfile === image.dockerfile &&
    choice.build.context === image.context &&
    choice.build.target === image.target
  return isSame ? found : { ...found, image: { ...image, named: false } }
}

function insideOf(root: string, given: string): string {
  const path = cleanPath(given.startsWith(`${root}/`) ? given.slice(root.length + 1) : given)
  if (path === undefined || path === '.') {
    throw new InputError([
      `--config is \`${given}\`: use a path inside the repository, relative to its root, such as ${usualPlace}`,
    ])
  }
  return path
}
