/** When a pull request gets a comment. */
export const commentPolicies = ['always', 'changes', 'failures', 'never'] as const

export type CommentPolicy = (typeof commentPolicies)[number]
