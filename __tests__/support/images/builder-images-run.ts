import { releaseBaseImages, runLease } from './builder-images.ts'

/** vitest's set-up for a whole run: base images are made when a test needs them first, and removed when all are done. */
export default function holdBaseImages(): () => Promise<void> {
  const lease = `${process.pid}-run`
  process.env[runLease] = lease
  return async () => {
    // an engine that was started for this run is removed with everything in it
    if (process.env['DOCKER_HOST']?.includes('/linkgate-engine-')) return
    await releaseBaseImages(lease)
  }
}
