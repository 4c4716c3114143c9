import { joinPath } from '../../common/paths.ts'
import { type IsIgnored, readIgnoreFile } from '../../dockerfile/read/ignore-file.ts'
import { repositoryText, type TextFiles } from '../../effects/repository-text.ts'
import type { NamedBuild } from '../builds/named-build.ts'

/** The `.dockerignore` file of a build. */
export interface IgnoreFile {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly isIgnored: IsIgnored
}

/** undefined if the build has none. */
export async function ignoreFileOf(
  files: TextFiles,
  checkout: string,
  { dockerfile, context }: Pick<NamedBuild, 'dockerfile' | 'context'>,
): Promise<IgnoreFile | undefined> {
  // the file of the Dockerfile takes precedence over that of the context
  for (const path of [`${dockerfile}.dockerignore`, joinPath(context, '.dockerignore')]) {
    const text = await repositoryText(files, checkout, path)
    if (text !== undefined) return { path, isIgnored: readIgnoreFile(text) }
  }
  return undefined
}
