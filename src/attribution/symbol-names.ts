/** What the names of Go's symbols say. */

const equality = /^type:\.(?:eq|hash)\./
/** Of what a type consists that is named by another: pointers, slices and arrays. */
const around = /^(?:\*|\[\d*\])+/

/**
 * The import path of the package that a symbol is of: `gopkg.in/yaml.v3` of `gopkg.in/yaml%2ev3.(*Decoder).Decode`,
 * `slices` of `slices.SortFunc[...]`. undefined where the name has none, as those of some assembly code.
 */
export function packageOfSymbol(name: string): string | undefined {
  let text = name
  if (text.startsWith('type:')) {
    if (!equality.test(text)) return undefined
    text = text.replace(equality, '').replace(around, '')
    if (/^(?:struct|func|interface|map|chan) ?[{([]/.test(text)) return undefined
  } else if (text.startsWith('go:')) {
    if (!text.startsWith('go:itab.')) return undefined
    text = text.slice('go:itab.'.length).replace(around, '')
  }
  // shapes of type arguments, which the compiler makes for all packages
  if (text.startsWith('go.shape.')) return undefined
  // type arguments have paths of their own
  const bracket = text.indexOf('[')
  const end = bracket < 0 ? text.length : bracket
  const comma = text.indexOf(',')
  const stop = comma < 0 ? end : Math.min(end, comma)
  const slash = text.lastIndexOf('/', stop - 1)
  const dot = text.indexOf('.', slash + 1)
  if (dot <= slash + 1 || dot >= stop) return undefined
  return unescapePath(text.slice(0, dot))
}

/** Import paths stand in symbols with some characters as `%2e`. */
export function unescapePath(path: string): string {
  if (!path.includes('%')) return path
  return path.replaceAll(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
