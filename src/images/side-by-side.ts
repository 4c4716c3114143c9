import type { Host } from '../effects/host.ts'

/**
 * Whether two builds in parallel are faster than in sequence. Parts of a build use only one CPU: linking, the transfer of files,
 * reading the image. With a single CPU, nothing is gained.
 */
export function buildsInParallel({ cpus }: Pick<Host, 'cpus'>): boolean {
  return cpus > 1
}
