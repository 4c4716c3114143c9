/** Whether GitHub and Gitea consider two names of repositories, users or labels the same: they ignore case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
