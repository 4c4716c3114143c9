/** Binary search: the first index for which `isTrue` holds; it must hold for all later ones too. `count` if there is none. */
export function firstWhere(count: number, isTrue: (at: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}
