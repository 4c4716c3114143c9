/** A note about a build that linkgate cannot read, or cannot repeat in the same way. */
export interface BuildNote {
  /** A sentence without a full stop. It is the same for all affected places. */
  readonly text: string
  /** `FILE:LINE`, and its callers, the nearest first. */
  readonly by: string
}

/** Each sentence once, followed by all of its places: `… (Makefile:3, 9, deploy.yml:12)`. */
export function noteLines(notes: readonly BuildNote[]): readonly string[] {
  const places = new Map<string, Set<string>>()
  for (const { text, by } of notes) places.set(text, (places.get(text) ?? new Set()).add(by))
  return [...places].map(([text, by]) => `${text} (${joinedPlaces([...by])})`)
}

/** Joins places; a place in the same file as the previous one has only its line. */
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
