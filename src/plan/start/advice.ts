import type { Files } from '../../effects/files.ts'
import {
  type Advice,
  bestAdvice,
  findRunHints,
  printsUsage,
  readmeHints,
} from '../../repository/start/hints.ts'
import type { Plan } from '../plan.ts'

/** What to do about an app that ended with this log, started with these arguments of the repository's. */
export type Advise = (log: readonly string[], args: readonly string[]) => Advice | undefined

/** Reads how compose files, the Procfile and the README of head start the app, for one that did not start. */
export async function startAdviser(files: Files, plan: Plan): Promise<Advise> {
  const { source, settings, images, target } = plan
  const { checkouts } = source
  const named = await findRunHints(files, checkouts.head, images.survey, images.shipped?.build.dockerfile)
  const readme = (await files.readText(`${checkouts.head}/README.md`)) ?? ''
  const { args, env } = settings.config.startup
  return (log, own) => {
    const shown = printsUsage(log) ? readmeHints(readme, 'README.md', target.main.name) : []
    const given = { args: [...args, ...own], env: Object.keys(env) }
    return bestAdvice([...named, ...shown], target.main.name, { log, given })
  }
}
