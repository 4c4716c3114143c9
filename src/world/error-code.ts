/** The result, or undefined if it failed with one of these codes. */
export async function unlessFailed<T>(found: Promise<T>, codes: ReadonlySet<string>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (codes.has(systemCodeOf(error) ?? '')) return undefined
    throw error
  }
}

/** The code of a system error, such as `ENOENT`; undefined for any other error. */
export function systemCodeOf(error: unknown): string | undefined {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  return typeof code === 'string' ? code : undefined
}
