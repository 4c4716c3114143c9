/** Moves the focus with the arrow keys, to the nearest tile in that direction. */

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Returns whether the key is an arrow key. */
export function moveFocus(treemap: Element, from: Element, key: string): boolean {
  const direction = directions[key]
  if (direction === undefined) return false
  const [x, y] = direction
  const here = centreOf(from)
  let nearest: { readonly tile: SVGElement; readonly distance: number } | undefined
  for (const tile of treemap.querySelectorAll<SVGElement>('.tile[data-path]')) {
    const there = centreOf(tile)
    const [right, down] = [there.x - here.x, there.y - here.y]
    const ahead = right * x + down * y
    if (ahead <= 1) continue
    const aside = Math.abs(right * y) + Math.abs(down * x)
    const distance = ahead + 2 * aside
    if (nearest === undefined || distance < nearest.distance) nearest = { tile, distance }
  }
  if (nearest === undefined) return true
  from.setAttribute('tabindex', '-1')
  nearest.tile.setAttribute('tabindex', '0')
  nearest.tile.focus()
  return true
}

function centreOf(element: Element): { readonly x: number; readonly y: number } {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}
