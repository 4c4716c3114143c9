import { joinPath } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryRoot } from '../builds/named-build.ts'
import { listFiles } from '../files.ts'
import { readingTexts } from '../texts.ts'
import { makefileNames, readMakefile } from './makefile.ts'
import type { Makefile } from './rules.ts'

/** The Makefile of a directory of a checkout, with its included files; undefined if there is none. */
export async function loadMakefile(
  files: Files,
  root: string,
  directory = '.',
): Promise<Makefile | undefined> {
  const paths = await listFiles(files, root)
  const file = makefileNames.map((name) => joinPath(directory, name)).find((path) => paths.includes(path))
  if (file === undefined) return undefined
  return readingTexts(files, root, paths, (texts) =>
    readMakefile({ ...texts, root: repositoryRoot }, { directory, file, overrides: {} }),
  )
}
