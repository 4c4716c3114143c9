/** The purposes of a program's bytes. Parts of equal size are listed in this order. */
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
