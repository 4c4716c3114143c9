/** All image builds in the files of a repository. */

import { lastOf } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'
import { activeServices, type ComposeService, composeFile, composeServices } from '../compose/services.ts'
import { type GoreleaserConfig, goreleaserFiles, readGoreleaser } from '../goreleaser.ts'
import { makefileNames } from '../make/makefile.ts'
import { type RepositoryTexts, readingTexts } from '../texts.ts'
import { workflowBuilds } from '../workflow/builds.ts'
import { bakeBuilds } from './bake-call.ts'
import { makefileBuilds } from './makefile-builds.ts'
import type { NamedBuild } from './named-build.ts'
import type { BuildNote } from './note.ts'

export interface RepositoryBuilds {
  /** Builds that workflows for tags or releases push. */
  readonly released: readonly NamedBuild[]
  /** Builds that other workflows push. */
  readonly published: readonly NamedBuild[]
  /** Builds of workflows that do not push. */
  readonly kept: readonly NamedBuild[]
  /** Builds in bake files, Makefiles and compose files, even if nothing calls them. */
  readonly inFiles: readonly NamedBuild[]
  /** The services of all compose files. */
  readonly services: readonly ComposeService[]
  readonly notes: readonly BuildNote[]
}

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/
const bakeFile = /^(?:.*\/)?(?:[\w-]*[.-])?bake(?:\.[\w-]+)*\.(?:hcl|json)$/

/** Whether a file may define builds, by its path. */
export function mayNameBuilds(path: string): boolean {
  const name = lastOf(path)
  const names: readonly string[] = [...makefileNames, ...goreleaserFiles]
  return workflowFile.test(path) || bakeFile.test(path) || composeFile.test(name) || names.includes(name)
}

/** @param isAside whether the name of a file shows that it is for development or tests */
export function repositoryBuilds(
  files: Files,
  root: string,
  paths: readonly string[],
  isAside: (path: string) => boolean,
): Promise<RepositoryBuilds> {
  return readingTexts(files, root, paths, (texts) => {
    const all = new Map(
      paths.filter((path) => workflowFile.test(path)).map((path) => [path, workflowBuilds(path, texts)]),
    )
    const called = new Set([...all.values()].flatMap(({ calls }) => [...calls]))
    // reusable workflows are read with the inputs of their callers
    const workflows = [...all].flatMap(([path, one]) => (one.isCalled && called.has(path) ? [] : [one]))
    const projects = paths
      .filter((path) => composeFile.test(lastOf(path)) && !isAside(path))
      .map((path) => composeServices(texts, { files: [path], environment: () => undefined }))
    const goreleaser = goreleaserOf(texts)
    const baked = bakedBuilds(texts, isAside)
    const pushed = (isRelease: boolean) =>
      workflows.flatMap((one) =>
        one.isRelease === isRelease ? one.builds.filter((build) => build.pushed === true) : [],
      )
    return {
      released: [...pushed(true), ...goreleaser.builds],
      published: pushed(false),
      kept: workflows.flatMap(({ builds }) => builds.filter((build) => build.pushed !== true)),
      inFiles: [...baked.builds, ...makefileBuilds(texts), ...projects.flatMap(buildsOf)],
      services: projects.flat(),
      notes: [...workflows.flatMap(({ unread }) => unread), ...baked.unread, ...goreleaser.notes],
    }
  })
}

/** The builds of `docker compose build` without options; all builds if every service needs a profile. */
function buildsOf(project: readonly ComposeService[]): readonly NamedBuild[] {
  const usual = activeServices(project).flatMap(({ build }) => build ?? [])
  return usual.length > 0 ? usual : project.flatMap(({ build }) => build ?? [])
}

function bakedBuilds(
  texts: RepositoryTexts,
  isAside: (path: string) => boolean,
): { readonly builds: readonly NamedBuild[]; readonly unread: readonly BuildNote[] } {
  const found = texts.paths.filter((path) => bakeFile.test(path) && !isAside(path))
  const usual = found.filter((path) => /^docker-bake(?:\.override)?\.(?:hcl|json)$/.test(path))
  const others = found.filter((path) => !usual.includes(path))
  const calls = [...(usual.length > 0 ? [[]] : []), ...others.map((path) => [path])]
  const baked = calls.map((files) =>
    bakeBuilds(texts, {
      files,
      targets: [],
      overrides: [],
      pushed: false,
      directory: '.',
      by: undefined,
      environment: () => undefined,
    }),
  )
  return {
    builds: baked.flatMap(({ builds }) => builds),
    unread: baked.flatMap(({ unread }) => unread),
  }
}

function goreleaserOf(texts: RepositoryTexts): {
  readonly builds: readonly NamedBuild[]
  readonly notes: readonly BuildNote[]
} {
  const file = goreleaserFiles.find((path) => texts.paths.includes(path))
  const text = file === undefined ? undefined : texts.text(file)
  if (file === undefined || text === undefined) return { builds: [], notes: [] }
  const { images, ko } = readGoreleaser(text)
  return {
    builds: images.map((image) => releasedImage(image, file)),
    notes: ko.map(({ main, line }) => ({
      text: `linkgate does not build the image of ${main}, which ko builds without a Dockerfile`,
      by: `${file}:${line}`,
    })),
  }
}

function releasedImage(
  { dockerfile, target, buildArgs, unknownArgs, tags, line }: GoreleaserConfig['images'][number],
  file: string,
): NamedBuild {
  return {
    dockerfile,
    context: '.',
    ...(target === undefined ? {} : { target }),
    buildArgs,
    unknownArgs,
    tags,
    pushed: true,
    assembled: true,
    by: `${file}:${line}`,
  }
}
