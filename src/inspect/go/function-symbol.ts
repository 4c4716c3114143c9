/** Names of functions in the form of the vulnerability database. */
import { unescapePath } from './linked-functions.ts'

export interface FunctionSymbol {
  /** Import path; `main` for the main package. */
  readonly package: string
  /** `Function` or `Type.Method`. Closures follow their function: `Function.func1`. */
  readonly symbol: string
}

/**
 * @param name in the program's function table: `gopkg.in/yaml%2ev3.(*Decoder).Decode`, `slices.SortFunc[...]`
 * @returns undefined if it belongs to no package, as in some assembly code
 */
export function functionSymbol(name: string): FunctionSymbol | undefined {
  if (name.startsWith('type:') || name.startsWith('go:')) return undefined
  const plain = withoutTypes(name)
  const slash = plain.lastIndexOf('/')
  const dot = plain.indexOf('.', slash + 1)
  if (dot <= slash + 1) return undefined
  const symbol = plain
    .slice(dot + 1)
    .replace(/-fm$/, '')
    .replace(/^\(\*([^()]*)\)/, '$1')
  return { package: unescapePath(plain.slice(0, dot)), symbol }
}

/** Without the type arguments of generic functions and types, which may contain nested brackets. */
function withoutTypes(name: string): string {
  const [from, to] = [name.indexOf('['), name.lastIndexOf(']')]
  return from < 0 || to < from ? name : name.slice(0, from) + name.slice(to + 1)
}
