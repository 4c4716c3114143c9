import type { Describe, DockerfileFacts } from '../../repository/dockerfiles/survey.ts'
import { copiesOf } from '../read/copies.ts'
import { parseDockerfile } from '../read/parse.ts'
import { stepsOf } from '../read/scope.ts'
import { type BuildOptions, chainOf, neededStages, targetStage } from '../read/stages.ts'
import { whatItCompiles } from './compiles.ts'

/** The images in which a Dockerfile compiles what it starts, and the GOTOOLCHAIN that it sets there. */
export function buildersOf(text: string, options: BuildOptions): readonly Builder[] {
  const dockerfile = parseDockerfile(text)
  const what = 'problem' in dockerfile ? dockerfile : whatItCompiles(dockerfile, options)
  if ('problem' in dockerfile || 'problem' in what || what.kind !== 'go') return []
  const started = what.builds.filter((build) => build.started)
  return (started.length > 0 ? started : what.builds).flatMap(({ stage: index, toolchain }) => {
    const stage = dockerfile.stages.find((one) => one.index === index)
    const root = stage && chainOf(dockerfile, stage, options).root
    return root === undefined || !('image' in root)
      ? []
      : [{ image: root.image, ...(toolchain === undefined ? {} : { toolchain }) }]
  })
}

export interface Builder {
  readonly image: string
  readonly toolchain?: string
}

const nothing: DockerfileFacts = { compilesGo: [], hidden: false, prebuilt: false, copySources: [] }

/** What choosing a Dockerfile has to know of it; nothing of a text that is none, or that has no such target. */
export const describeDockerfile: Describe = (text, options) => {
  const dockerfile = parseDockerfile(text)
  if ('problem' in dockerfile) return nothing
  const target = targetStage(dockerfile, options.target)
  const what = whatItCompiles(dockerfile, options)
  if (target === undefined || 'problem' in what) return nothing
  const { start } = what
  const builds = what.kind === 'go' ? what.builds : []
  // a program that is only a tool of the build is not what is shipped
  const shipped = builds.some(({ started }) => started) ? builds.filter(({ started }) => started) : builds
  const compilesGo = [...new Set(shipped.flatMap(({ directories }) => directories))]
  const copySources = neededStages(dockerfile, target, options).flatMap((stage) =>
    stepsOf(dockerfile, stage, options)
      .filter((step) => step.stage === stage)
      .flatMap((step) => copiesOf(dockerfile, step, options))
      .flatMap(({ from, source }) => (from === 'context' ? [source === '' ? '.' : source] : [])),
  )
  return {
    compilesGo,
    // which package it is may need an argument that only the command line gives
    hidden: what.kind === 'hidden' || (what.kind === 'go' && compilesGo.length === 0),
    prebuilt: what.kind === 'prebuilt',
    copySources: [...new Set(copySources)],
    ...(start === undefined
      ? {}
      : { starts: { program: start.program, arguments: start.arguments, line: start.line } }),
  }
}
