/** Finds files that a program needs but `.dockerignore` excludes from the build context. */

import { filePattern } from '../common/file-pattern.ts'
import { joinPath, relativeTo } from '../common/paths.ts'
import { takenFromContext } from '../dockerfile/facts/context-sources.ts'
import { repositoryText, type TextFiles } from '../effects/repository-text.ts'
import type { Obstacle } from '../findings/obstacles.ts'
import { type IgnoreFile, ignoreFileOf } from './dockerfiles/dockerignore.ts'
import { dockerfileText } from './dockerfiles/image-build.ts'
import type { SourceBuild } from './sources.ts'

/** A package of the program whose source is in the repository. */
export interface OwnPackage {
  readonly importPath: string
  /** Relative to the root of the repository. */
  readonly directory: string
  /** Names of the compiled Go files in that directory. */
  readonly files: readonly string[]
  readonly embeds: readonly { readonly pattern: string; readonly files: readonly string[] }[]
}

/**
 * Packages without any Go file in the context, and embed patterns without any match there, although the repository has such
 * files. The caller checks whether a step of the Dockerfile can generate them.
 */
export async function leftOut(
  files: TextFiles,
  checkout: string,
  build: SourceBuild,
  own: readonly OwnPackage[],
): Promise<readonly Obstacle[]> {
  const ignore = await ignoreFileOf(files, checkout, build)
  const text = ignore === undefined ? undefined : await dockerfileText(files, checkout, build)
  if (ignore === undefined || text === undefined) return []
  const { context, target, buildArgs } = build
  const isTaken = takenFromContext(text, { ...(target === undefined ? {} : { target }), buildArgs })
  const isGone = isLeftOut(ignore, context)
  const found: Obstacle[] = []
  for (const { importPath, directory, files: names, embeds } of own) {
    const inside = relativeTo(context, directory)
    if (inside === undefined || !isTaken(inside)) continue
    if (names.length > 0 && names.every((name) => isGone(joinPath(directory, name)))) {
      const at = await importOf({ files, checkout, own }, importPath)
      const where = at === undefined ? {} : { at }
      found.push({ kind: 'package-left-out', package: importPath, directory, by: ignore.path, ...where })
      continue
    }
    for (const { pattern, files: embedded } of embeds) {
      if (embedded.length === 0 || !embedded.every((file) => isGone(joinPath(directory, file)))) continue
      const absence = { because: { kind: 'left-out', by: ignore.path } } as const
      const target = joinPath(directory, pattern.replace(/^all:/, ''))
      found.push({ kind: 'embed-missing', pattern, at: directory, target, absence })
    }
  }
  return found
}

function isLeftOut({ isIgnored }: IgnoreFile, context: string): (path: string) => boolean {
  return (path) => {
    const inside = relativeTo(context, path)
    return inside !== undefined && isIgnored(inside)
  }
}

interface Source {
  readonly files: TextFiles
  readonly checkout: string
  readonly own: readonly OwnPackage[]
}

/** `file:line` of the first import of a package in the repository. */
async function importOf({ files, checkout, own }: Source, path: string): Promise<string | undefined> {
  for (const { directory, files: names } of own) {
    for (const name of names) {
      const file = joinPath(directory, name)
      const lines = ((await repositoryText(files, checkout, file)) ?? '').split('\n')
      const at = lines.findIndex(
        (line) => line.includes(`"${path}"`) && /^\s*(?:import\s+)?(?:[\w.]+\s+)?"/.test(line),
      )
      if (at >= 0) return `${file}:${at + 1}`
    }
  }
  return undefined
}

/** Assigns the embedded files of a package to its patterns. */
export function embedsOf(patterns: readonly string[], embedded: readonly string[]): OwnPackage['embeds'] {
  return patterns.map((pattern) => {
    const isFit = filePattern(pattern.replace(/^all:/, ''))
    const files = embedded.filter((file) => {
      const parts = file.split('/')
      return parts.some((_part, at) => isFit.test(parts.slice(0, at + 1).join('/')))
    })
    return { pattern, files }
  })
}
