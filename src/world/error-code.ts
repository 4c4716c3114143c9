/** The code of a system error, such as `ENOENT`; undefined for any other one. */
export function systemCodeOf(error: unknown): string | undefined {
  const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  return typeof code === 'string' ? code : undefined
}
