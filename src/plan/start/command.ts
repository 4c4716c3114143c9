/** Finds how the repository's own files start the program, for an image that linkgate made as a fallback. */

import { lastOf } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { RunHint } from '../../repository/compose/services.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { type DockerfileSurvey, surveyDockerfiles } from '../../repository/dockerfiles/survey.ts'
import { argumentsIn, composeHints, procfileHints } from '../../repository/start/hints.ts'
import { chooseDockerfile } from '../choose-dockerfile.ts'
import type { BuildTarget, Plan } from '../plan.ts'

export interface StartArguments {
  readonly arguments: readonly string[]
  /** The file with these arguments, and the part of it. */
  readonly by: string
}

type StartSources = Pick<Plan, 'source' | 'settings' | 'images'> & {
  readonly target: Pick<BuildTarget, 'main'>
}

/** Programs that start another one, but use some arguments themselves. */
const wrapper =
  /(?:^|[._-])(?:sh|bash|ash|dash|entrypoint|su-exec|gosu|env|supervisord|s6-svscan|python3?|node|npm)$/

/**
 * The arguments of the program in the Dockerfile, or else in the Procfile, or else in compose files that agree.
 * undefined if there are none, or if they depend on variables other than PORT.
 */
export async function findStartArguments(
  files: Files,
  plan: StartSources,
  port: number,
): Promise<StartArguments | undefined> {
  const { main } = plan.target
  const { checkouts } = plan.source
  const survey = await surveyOf(files, plan)
  const choice = chooseDockerfile(survey, main)
  const dockerfile = plan.images.shipped?.build ?? (choice.kind === 'build' ? choice.build : undefined)
  const procfile = procfileHints((await repositoryText(files, checkouts.head, 'Procfile')) ?? '', 'Procfile')
  const isProgram = ({ entrypoint: [path = ''] = [] }: RunHint) => lastOf(path) === main.name
  const ways: readonly (readonly StartArguments[])[] = [
    dockerfile === undefined ? [] : startedBy(dockerfile, main.name),
    procfile.filter(isProgram).map((hint) => ({ by: hint.by, arguments: argumentsIn(hint, main.name) })),
    composeHints(survey, dockerfile?.dockerfile)
      // another entry point means another program
      .filter((hint) => hint.entrypoint === undefined || isProgram(hint))
      .map((hint) => ({ by: hint.by, arguments: argumentsIn(hint, main.name) })),
  ]
  const given = ways.map((starts) => starts.filter((one) => one.arguments.length > 0))
  const [first, ...others] = given.find((starts) => starts.length > 0) ?? []
  if (first === undefined || others.some((one) => one.arguments.join('\n') !== first.arguments.join('\n')))
    return undefined
  const filled = first.arguments.map((one) =>
    one.replace(/\$(?:PORT\b|\{PORT(?::?-[^}]{0,200})?\})/g, `${port}`),
  )
  return filled.some((one) => one.includes('$')) ? undefined : { ...first, arguments: filled }
}

async function surveyOf(files: Files, { source, settings, images }: StartSources): Promise<DockerfileSurvey> {
  const { dockerfile, ...options } = settings.config.dockerfile
  // even with `dockerfile: false`, the Dockerfile shows how the program is started
  return dockerfile === false ? surveyDockerfiles(files, source.checkouts.head, options) : images.survey
}

function startedBy({ dockerfile, facts: { starts } }: ImageBuild, name: string): readonly StartArguments[] {
  if (starts === undefined) return []
  const words = [starts.program, ...starts.arguments]
  const own = words.findIndex((word) => lastOf(word) === name)
  if (own < 0 && wrapper.test(lastOf(starts.program))) return []
  return [{ by: `${dockerfile}, line ${starts.line}`, arguments: words.slice(Math.max(own, 0) + 1) }]
}
