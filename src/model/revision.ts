/** The two sides of a comparison. */
export const revisions = ['base', 'head'] as const

export type Revision = (typeof revisions)[number]
