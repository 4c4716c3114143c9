/** Paths inside the repository: relative to its root, with `/`, without `.` and `..`; `.` is the root itself. */

/** In bytes: PATH_MAX of Linux. */
export const longestPath = 4096

/** PATH in containers and builds whose image does not set it. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The path in its shortest form; undefined if it is absolute, a URL, or leads out of the repository. */
export function cleanPath(given: string): string | undefined {
  if (given === '' || given.startsWith('/') || /^[A-Za-z]+:/.test(given)) return undefined
  const parts: string[] = []
  for (const part of given.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return parts.length === 0 ? '.' : parts.join('/')
}

/** The components of a path of any kind, without empty ones and `.`; `..` stays. */
export function componentsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

/** The parent directory; `.` for a path without a slash. */
export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? '.' : path.slice(0, cut)
}

/** The last component of a path of any kind. */
export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function joinPath(directory: string, path: string): string {
  if (path === '.') return directory
  return directory === '.' ? path : `${directory}/${path}`
}

/** The directory itself and those above it, nearest first. */
export function ancestorsOf(directory: string): readonly string[] {
  return directory === '.' ? ['.'] : [directory, ...ancestorsOf(parentOf(directory))]
}

/** `path` relative to `directory`, or undefined if it is not below it. */
export function relativeTo(directory: string, path: string): string | undefined {
  if (directory === '.') return path
  if (path === directory) return '.'
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined
}

/** Whether package patterns of the Go command, such as `cmd/...`, match this directory. */
export function hasDirectory(patterns: readonly string[], directory: string): boolean {
  return patterns.some((one) => {
    const above = /^(.*?)\/?\.\.\.$/.exec(one)?.[1]
    if (above === undefined) return one === directory
    return relativeTo(above === '' ? '.' : above, directory) !== undefined
  })
}
