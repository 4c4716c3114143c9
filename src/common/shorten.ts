/** At most `most` characters, without the middle: both ends of a path or a module name are informative. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  // a name of several megabytes is cut before it is split into characters
  const bounded = text.length > 4 * most ? text.slice(0, 2 * most) + text.slice(-2 * most) : text
  const characters = [...bounded]
  if (characters.length <= most) return bounded
  const tail = Math.floor((most - 1) / 3)
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}
