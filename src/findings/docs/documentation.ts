/** The documentation of a finding in docs/findings.md. Every part is one or more sentences in Markdown. */
export interface Documentation {
  /** What was found. */
  readonly means: string
  /** What happens if nothing is done. */
  readonly matters: string
  readonly fix: string
  /** How to make it less severe, or why that is not possible. */
  readonly relax: string
}

/** For findings that fail the check and must be fixed. */
export const notRelaxed =
  'There is no setting for this: a program that cannot start has no start-up to measure. To measure only the modes that start, list them under `modes` in `.github/linkgate.yml`.'

/** For findings that never fail the check. */
export const failsNothing = 'It does not fail the check.'
