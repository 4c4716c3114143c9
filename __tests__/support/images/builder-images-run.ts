import { releaseBaseImages, runLease } from './builder-images.ts'

/** vitest's global set-up: base images are made when a test first needs them, and removed after the last test. */
export default function holdBaseImages(): () => Promise<void> {
  const lease = `${process.pid}-run`
  process.env[runLease] = lease
  return async () => {
    // an engine that was started for this run is removed with all its images
    if (process.env['DOCKER_HOST']?.includes('/linkgate-engine-')) return
    await releaseBaseImages(lease)
  }
}
