import { joinPath } from '../../common/paths.ts'
import { type IsIgnored, readIgnoreFile } from '../../dockerfile/read/ignore-file.ts'
import { repositoryText, type TextFiles } from '../../effects/repository-text.ts'
import type { NamedBuild } from '../builds/named-build.ts'

/** The list of what a build leaves out of its context. */
export interface IgnoreFile {
  /** From the root of the repository. */
  readonly path: string
  readonly isIgnored: IsIgnored
}

/** That of a build; undefined where it takes everything. */
export async function ignoreFileOf(
  files: TextFiles,
  checkout: string,
  { dockerfile, context }: Pick<NamedBuild, 'dockerfile' | 'context'>,
): Promise<IgnoreFile | undefined> {
  // the list that belongs to a Dockerfile goes before the one of the context
  for (const path of [`${dockerfile}.dockerignore`, joinPath(context, '.dockerignore')]) {
    const text = await repositoryText(files, checkout, path)
    if (text !== undefined) return { path, isIgnored: readIgnoreFile(text) }
  }
  return undefined
}
