/** Evidence in files of a repository for the program that is the service. */

import { cleanPath, lastOf } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import { commandWords } from '../../shell/commands.ts'
import { findGoreleaser } from '../goreleaser.ts'
import type { MainCandidate } from './main-package.ts'

/** A file that builds or starts packages. */
export interface MainEvidence {
  /** Relative to the root of the repository; `cmd/...` is for all packages below. */
  readonly directories: readonly string[]
  /** The file, for messages. */
  readonly by: string
}

/** Evidence in files other than Dockerfiles, strongest first. */
export async function otherEvidence(
  files: Files,
  root: string,
  candidates: readonly MainCandidate[],
): Promise<readonly MainEvidence[]> {
  const procfile = await repositoryText(files, root, 'Procfile')
  const goreleaser = await findGoreleaser(files, root)
  return [
    ...(procfile === undefined
      ? []
      : [{ directories: startedBy(procfile, candidates), by: 'the web process of Procfile' }]),
    ...(goreleaser === undefined
      ? []
      : [{ directories: Object.values(goreleaser.config.programs), by: goreleaser.file }]),
  ].filter(({ directories }) => directories.length > 0)
}

/** The packages of the web process: an argument of `go run`, or a program with the name of a package. */
function startedBy(procfile: string, candidates: readonly MainCandidate[]): readonly string[] {
  const command = /^web:\s*(.+)$/m.exec(procfile)?.[1]
  const words = commandWords(command ?? '').at(-1) ?? []
  const run = words.indexOf('run')
  const given =
    words[run - 1] === 'go' ? words.slice(run + 1).find((word) => !word.startsWith('-')) : undefined
  if (given !== undefined) return [cleanPath(given.replace(/[^/]*\.go$/, '') || '.') ?? given]
  const program = words.find((word) => !/^(\w+=.*|exec|env)$/.test(word))
  return candidates.filter(({ name }) => name === lastOf(program ?? '')).map(({ directory }) => directory)
}
