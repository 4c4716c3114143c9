/** Which image each mode gets: the one in its configuration, or that of the app. */

import { type Checked, succeed } from '../common/result.ts'
import type { DockerfileOptions } from '../config/build-schema.ts'
import type { Config } from '../config/config.ts'
import type { Files } from '../effects/files.ts'
import type { Mode } from '../model/mode.ts'
import type { ImageBuild } from '../repository/dockerfiles/image-build.ts'
import { type DockerfileSurvey, surveyDockerfiles } from '../repository/dockerfiles/survey.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import { chooseDockerfile, type DockerfileChoice } from './choose-dockerfile.ts'

/** The build of a Dockerfile that is configured for one mode. */
export interface ConfiguredImage {
  readonly mode: Mode
  readonly build: ImageBuild
}

/** The Dockerfiles of a checkout that match the configuration of the app and of its modes. */
export interface ImageSurvey {
  readonly all: DockerfileSurvey
  /** For modes with their own Dockerfile, by name. */
  readonly forSeveralModes: ReadonlyMap<string, DockerfileSurvey>
}

export interface ImageChoice {
  /** The app's own Dockerfile; absent if it is ambiguous and no mode needs it. */
  readonly shipped?: Exclude<DockerfileChoice, { readonly kind: 'problem' }>
  readonly configured: readonly ConfiguredImage[]
}

type DockerfileImage = Extract<NonNullable<Mode['image']>, { readonly from: 'dockerfile' }>

export async function surveyImages(
  files: Files,
  root: string,
  { dockerfile, modes }: Pick<Config, 'dockerfile' | 'modes'>,
): Promise<ImageSurvey> {
  const forSeveralModes = new Map<string, DockerfileSurvey>()
  for (const { name, image } of modes) {
    if (image?.from !== 'dockerfile') continue
    const key = image.dockerfile === undefined ? undefined : `modes.${name}.dockerfile`
    forSeveralModes.set(name, await surveyDockerfiles(files, root, optionsOf(dockerfile, image), key))
  }
  return { all: await surveyDockerfiles(files, root, dockerfile), forSeveralModes }
}

/** The settings of a mode override those of `build`. A stage applies only to the Dockerfile in the same settings. */
function optionsOf(build: DockerfileOptions, image: DockerfileImage): DockerfileOptions {
  const dockerfile = image.dockerfile ?? build.dockerfile
  const context = image.context ?? build.context
  const target = image.target ?? (dockerfile === build.dockerfile ? build.target : undefined)
  return {
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(context === undefined ? {} : { context }),
    ...(target === undefined ? {} : { target }),
    buildArgs: { ...build.buildArgs, ...image.buildArgs },
    secrets: build.secrets,
    ssh: build.ssh,
  }
}

/** The Dockerfiles of all modes. The packages that they compile show which one is the main package. */
export function joined({ all, forSeveralModes }: ImageSurvey): DockerfileSurvey {
  const named = [...forSeveralModes.values()].flatMap(({ builds }) => builds)
  return { ...all, builds: [...named.filter(({ evidence }) => evidence === 'configuration'), ...all.builds] }
}

/** Problems of the configured Dockerfiles that do not depend on the main package. */
export function surveyProblems({ all, forSeveralModes }: ImageSurvey): readonly string[] {
  const problems = [all, ...forSeveralModes.values()].flatMap(({ problem }) => problem ?? [])
  return [...new Set(problems)]
}

export function chooseImages(
  modes: readonly Mode[],
  survey: ImageSurvey,
  main: MainPackage,
): Checked<ImageChoice> {
  const chosen = chooseDockerfile(survey.all, main)
  const problems = modes.some(followsDockerfile) && chosen.kind === 'problem' ? [chosen.message] : []
  const configured: ConfiguredImage[] = []
  for (const mode of modes) {
    const { name, image } = mode
    const own = survey.forSeveralModes.get(name)
    if (image?.from !== 'dockerfile' || own === undefined) continue
    if (image.dockerfile === undefined && chosen.kind === 'build') {
      configured.push({ mode, build: changed(chosen.build, image) })
      continue
    }
    const found = chooseDockerfile(own, main)
    if (found.kind === 'build') configured.push({ mode, build: found.build })
    else if (found.kind === 'problem') problems.push(`mode \`${name}\`: ${found.message}`)
    else {
      problems.push(
        `mode \`${name}\` needs an image of a Dockerfile, but ${found.because}: set \`modes.${name}.dockerfile\` in .github/linkgate.yml`,
      )
    }
  }
  if (problems.length > 0) return { ok: false, problem: problems.map((message) => ({ message })) }
  return succeed({ ...(chosen.kind === 'problem' ? {} : { shipped: chosen }), configured })
}

function changed(build: ImageBuild, { context, target, buildArgs }: DockerfileImage): ImageBuild {
  return {
    ...build,
    ...(context === undefined ? {} : { context }),
    ...(target === undefined ? {} : { target }),
    buildArgs: { ...build.buildArgs, ...buildArgs },
    unknownArgs: build.unknownArgs.filter((name) => buildArgs[name] === undefined),
  }
}

/**
 * Whether the app's own Dockerfile may build this mode: its configuration sets neither another image nor options of `go
 * build`.
 */
export function followsDockerfile({ image, own }: Mode): boolean {
  return image === undefined && own === undefined
}

/** Modes that are certainly compiled on this machine. Other modes may be, if no Dockerfile builds them. */
export function compiledHere(modes: readonly Mode[], shipped: ImageChoice['shipped']): readonly Mode[] {
  const hasDockerfile = shipped?.kind === 'build'
  return modes.filter(
    (mode) => mode.image?.from !== 'dockerfile' && !(followsDockerfile(mode) && hasDockerfile),
  )
}
