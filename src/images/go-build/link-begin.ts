/** When `go build` has compiled everything and begins to link. */
import type { World } from '../../effects/world.ts'

const intervalMs = 40

/** Go's working directory for the main package, and in it that of the program, which it makes just before it links. */
const ofProgram = 'b001/exe'

/**
 * Calls `begun` once, soon after that. The names of Go's directories are no promise: if they change, it is never called.
 *
 * @param temporary directory for Go's temporary files, empty so far
 * @returns ends the watch
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
      const hasBegun = (await files.stat(`${temporary}/${name}/${ofProgram}`)) !== undefined
      if (!hasBegun || isDone) continue
      end()
      begun()
    }
  }
  const stop = clock.every(intervalMs, () => {
    if (isLooking) return
    isLooking = true
    // a directory that cannot be read shows nothing
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
