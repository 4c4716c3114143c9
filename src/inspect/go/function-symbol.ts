/** Functions of a program, as the database of vulnerabilities names them. */
import { unescapePath } from './linked-functions.ts'

export interface FunctionSymbol {
  /** Import path; `main` for the main package. */
  readonly package: string
  /** `Function` or `Type.Method`. Closures have their function before them, as `Function.func1`. */
  readonly symbol: string
}

/**
 * @param name as the program's function table has it: `gopkg.in/yaml%2ev3.(*Decoder).Decode`, `slices.SortFunc[...]`
 * @returns undefined where it is of no package, as that of some assembly code
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

/** Without the type arguments of generic functions and types: brackets may be within brackets. */
function withoutTypes(name: string): string {
  const [from, to] = [name.indexOf('['), name.lastIndexOf(']')]
  return from < 0 || to < from ? name : name.slice(0, from) + name.slice(to + 1)
}
