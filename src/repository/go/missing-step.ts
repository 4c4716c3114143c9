/** Guesses the command that generates a missing package, if no file of the repository contains its path. */

import type { World } from '../../effects/world.ts'

/** A missing package. */
export interface MissingPackage {
  /** Directory of its module, relative to the root of the repository; so is `directory`, its own. */
  readonly module: string
  readonly directory: string
  /** `file:line` that imports it. */
  readonly importer: string
}

/** The command of the generator of a package; undefined if nothing identifies it, or if git cannot search the checkout. */
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
