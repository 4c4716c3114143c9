import { basename, join } from 'node:path'
import { build } from 'rolldown'

/** A program of this repository with all that it imports in one file, as `dist` has them; resolves to its path in the directory. */
export async function bundle(source: string, directory: string): Promise<string> {
  await build({
    input: source,
    platform: 'node',
    output: { dir: directory, format: 'esm' },
    logLevel: 'silent',
  })
  return join(directory, basename(source).replace(/\.ts$/, '.js'))
}
