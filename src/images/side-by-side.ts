import type { Host } from '../effects/host.ts'

/**
 * Whether two builds at a time are faster than one after the other. Each has parts that use one processor: linking, the transfer
 * of files, reading the image. On one processor there is nothing to gain.
 */
export function buildsInParallel({ cpus }: Pick<Host, 'cpus'>): boolean {
  return cpus > 1
}
