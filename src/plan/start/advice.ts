import type { Files } from '../../effects/files.ts'
import { textIfFit } from '../../effects/repository-text.ts'
import type { ServicePlace } from '../../findings/services.ts'
import {
  type Advice,
  bestAdvice,
  findRunHints,
  imageNames,
  printsUsage,
  readmeHints,
} from '../../repository/start/hints.ts'
import type { Plan } from '../plan.ts'

/** An app that did not start. */
interface Failed {
  readonly log: readonly string[]
  /** The arguments from the repository with which it was started. */
  readonly args: readonly string[]
  /** The address of a service that does not answer. */
  readonly waitsFor?: ServicePlace | undefined
}

export type Advise = (failed: Failed) => Advice | undefined

/** Advice for an app that did not start, from the compose files, the Procfile and the README of head. */
export async function startAdviser(files: Files, plan: Plan): Promise<Advise> {
  const { source, settings, images, target } = plan
  const { checkouts } = source
  const named = await findRunHints(files, checkouts.head, images.survey, {
    dockerfile: images.shipped?.build.dockerfile,
    names: imageNames(target.main, source.repository),
  })
  const readme = (await textIfFit(files, checkouts.head, 'README.md')) ?? ''
  const { args, env } = settings.config.startup
  return ({ log, args: own, waitsFor }) => {
    const shown = printsUsage(log) ? readmeHints(readme, 'README.md', target.main.name) : []
    const given = { args: [...args, ...own], env: Object.keys(env) }
    return bestAdvice([...named, ...shown], target.main.name, { log, given, waitsFor })
  }
}
