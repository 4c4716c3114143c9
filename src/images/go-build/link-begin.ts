/** Observes when `go build` has compiled everything and begins to link. */
import type { World } from '../../effects/world.ts'

const intervalMs = 40

/** The directory for the linked program in Go's working directory. Go creates it just before it links. */
const exeDirectory = 'b001/exe'

/**
 * Calls `begun` once, soon after the linker starts. Go may change the names of its directories; then `begun` is never called.
 *
 * @param temporary directory for Go's temporary files, still empty
 * @returns a function that ends the watch
 */
export function watchLink(
  { clock, files }: Pick<World, 'clock' | 'files'>,
  temporary: string,
  begun: () => void,
): () => void {
  let isDone = false
  let isLooking = false
  const look = async () => {
    for (const { name } of await files.list(temporary)) {
      const hasBegun = (await files.stat(`${temporary}/${name}/${exeDirectory}`)) !== undefined
      if (!hasBegun || isDone) continue
      end()
      begun()
    }
  }
  const stop = clock.every(intervalMs, () => {
    if (isLooking) return
    isLooking = true
    // an unreadable directory is ignored
    look()
      .catch(() => {})
      .finally(() => {
        isLooking = false
      })
  })
  function end(): void {
    isDone = true
    stop()
  }
  return end
}
