/** What may say how an image is built and is not read, or is built in a way that linkgate does not. */
export interface BuildNote {
  /** A sentence without its end, the same for all places where it holds. */
  readonly text: string
  /** `FILE:LINE`, and what calls it, the nearest first. */
  readonly by: string
}

/** Each sentence once, with its places: `… (Makefile:3, 9, deploy.yml:12)`. */
export function noteLines(notes: readonly BuildNote[]): readonly string[] {
  const places = new Map<string, Set<string>>()
  for (const { text, by } of notes) places.set(text, (places.get(text) ?? new Set()).add(by))
  return [...places].map(([text, by]) => `${text} (${joinedPlaces([...by])})`)
}

/** Lines that follow one of the same file without its name. */
function joinedPlaces(places: readonly string[]): string {
  let last: string | undefined
  return places
    .map((place) => {
      const [, file, line] = /^([^:,]+):(\d+)$/.exec(place) ?? []
      const isSame = file !== undefined && file === last
      last = file
      return isSame ? line : place
    })
    .join(', ')
}
