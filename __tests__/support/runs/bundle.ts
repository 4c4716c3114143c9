import { basename, join } from 'node:path'
import { build } from 'rolldown'

/** Bundles a program of this repository with all its imports into one file of the directory, as in `dist`. Resolves to its path. */
export async function bundle(source: string, directory: string): Promise<string> {
  await build({
    input: source,
    platform: 'node',
    output: { dir: directory, format: 'esm' },
    logLevel: 'silent',
  })
  return join(directory, basename(source).replace(/\.ts$/, '.js'))
}
