/** What bytes of a program are for. The order is that in which equal ones are listed. */
export const programParts = [
  'code',
  'line-tables',
  'types',
  'interface-tables',
  'strings',
  'data',
  'embedded-files',
  'padding',
  'debug-information',
  'symbol-table',
  'headers',
  'build-information',
  'dynamic-linking',
  'code-signature',
  'unknown',
] as const
export type ProgramPart = (typeof programParts)[number]
