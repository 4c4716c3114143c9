/** Ordered from harmless to worst; the verdict of a report is its worst finding. */
export const verdicts = ['pass', 'inconclusive', 'warn', 'unmeasured', 'fail'] as const

export type Verdict = (typeof verdicts)[number]
