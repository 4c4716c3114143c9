/** Which command may make a package that is not there, where no file of the repository names the package. */

import type { World } from '../../effects/world.ts'

/** A package that is not there. */
export interface MissingPackage {
  /** Directory of its module, and its own, from the root of the repository. */
  readonly module: string
  readonly directory: string
  /** `file:line` that imports it. */
  readonly importer: string
}

/** The command that makes a package which a generator makes; undefined if nothing identifies it. */
export async function generator(
  { exec }: World,
  checkout: string,
  { module, directory, importer }: MissingPackage,
): Promise<string | undefined> {
  const has = async (pattern: string, ...paths: readonly string[]) =>
    (await exec.query(['git', 'grep', '--quiet', '-E', '-e', pattern, '--', ...paths], { cwd: checkout }))
      .exitCode === 0
  if (await has('^//go:generate ', '*.go')) {
    return module === '.' ? 'go generate ./...' : `cd ${module} && go generate ./...`
  }
  if (/(?:^|\/)docs$/.test(directory) && (await has('swaggo/', '*.go', '*go.mod'))) {
    return `go run github.com/swaggo/swag/cmd/swag@latest init -g ${importer.replace(/:\d+$/, '')} -o ${directory}`
  }
  for (const target of ['generate', 'gen', 'proto']) {
    if (await has(`^${target}:`, 'Makefile')) return `make ${target}`
  }
  return undefined
}
