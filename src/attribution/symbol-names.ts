/** The package of a symbol, from its name. */
import { unescapePath } from '../inspect/go/linked-functions.ts'

const equality = /^type:\.(?:eq|hash)\./
/** Prefixes of types that are derived from another: pointers, slices and arrays. */
const typePrefixes = /^(?:\*|\[\d*\])+/

/** Parts that contain other paths: type arguments, the second type of an interface table, methods of pointers. */
const pathsOfOthers = /[[,(]/
/**
 * The name of an unexported method of an embedded type contains the path of that type:
 * `example.com/app.Statement.database/sql.close`.
 */
const exportedType = /\.[A-Z]\w*\./

/**
 * The import path of the package that a symbol belongs to: `gopkg.in/yaml.v3` of `gopkg.in/yaml%2ev3.(*Decoder).Decode`, `slices` of
 * `slices.SortFunc[...]`. undefined if the name has none, as in some assembly code.
 */
export function packageOfSymbol(name: string): string | undefined {
  let text = name
  if (text.startsWith('type:')) {
    if (!equality.test(text)) return undefined
    text = text.replace(equality, '').replace(typePrefixes, '')
    if (/^(?:struct|func|interface|map|chan) ?[{([]/.test(text)) return undefined
  } else if (text.startsWith('go:')) {
    if (!text.startsWith('go:itab.')) return undefined
    text = text.slice('go:itab.'.length).replace(typePrefixes, '')
  }
  // shapes of type arguments, which all packages share
  if (text.startsWith('go.shape.')) return undefined
  const found = text.search(pathsOfOthers)
  const stop = found < 0 ? text.length : found
  const last = text.lastIndexOf('/', stop - 1)
  const type = text.slice(0, last + 1).search(exportedType)
  const slash = type < 0 ? last : text.lastIndexOf('/', type)
  const dot = text.indexOf('.', slash + 1)
  if (dot <= slash + 1 || dot >= stop) return undefined
  return unescapePath(text.slice(0, dot))
}
