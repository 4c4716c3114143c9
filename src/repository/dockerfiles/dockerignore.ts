/**
 * Whether a `.dockerignore` keeps a path at the root of the context, and everything in it, out of the context.
 *
 * @param name a file or directory at the root
 */
export function isIgnored(text: string, name: string): boolean {
  let ignored = false
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const written = line.trim()
    if (written === '' || line.startsWith('#')) continue
    const isException = written.startsWith('!')
    const pattern = (isException ? written.slice(1) : written)
      .trim()
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')
    if (expressionOf(pattern).test(name)) ignored = !isException
    // something in the directory comes back
    else if (isException && isBelow(pattern, name)) ignored = false
  }
  return ignored
}

/** Whether a pattern is for something in a directory, and not for the like in any directory. */
function isBelow(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('/')
  return rest.length > 0 && first !== '**' && expressionOf(first).test(name)
}

/** The pattern itself, and one that ends with everything in it. */
function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/\/\*\*$/, '')
    .replaceAll(/\*\*\/|\*\*|\*|\?|\[\^?[^\]]*\]|\\.|[^\w\s-]/g, (part) => {
      if (part === '**/') return '(?:.*/)?'
      if (part === '**') return '.*'
      if (part === '*') return '[^/]*'
      if (part === '?') return '[^/]'
      if (part.length > 1) return part
      return `\\${part}`
    })
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    // what no pattern is keeps nothing out
    return /^(?!)/
  }
}
