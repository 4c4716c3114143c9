/** Names of repositories, users and labels, as GitHub and Gitea compare them: without regard to case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
