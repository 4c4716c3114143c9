/** Pull requests, what happened to them, and who may do what. */
import * as z from 'zod'
import type { GitHub, Permission } from '../../effects/github.ts'
import { giteaHistory } from './gitea.ts'
import { eventsOf, pullRequestOf, readAnswer } from './json.ts'
import type { Requests } from './requests.ts'

type PullRequestCalls = Pick<
  GitHub,
  'pullRequest' | 'pullRequestsFrom' | 'pullRequestsWith' | 'history' | 'permissionOf'
>

export function pullRequestCalls(requests: Requests, gitea: boolean): PullRequestCalls {
  const { at } = requests
  const all = { ...at, per_page: 100 }
  return {
    async pullRequest(number) {
      const answer = await requests.call((api) => api.rest.pulls.get({ ...at, pull_number: number }))
      return pullRequestOf(answer.data)
    },
    async pullRequestsFrom(headOwner, ref) {
      const found = await requests.call((api) =>
        api.paginate(api.rest.pulls.list, { ...all, state: 'open', head: `${headOwner}:${ref}` }),
      )
      return found.map(pullRequestOf)
    },
    async pullRequestsWith(sha) {
      const found = await requests.callUnless([404, 422], (api) =>
        api.paginate(api.rest.repos.listPullRequestsAssociatedWithCommit, { ...all, commit_sha: sha }),
      )
      return (found ?? []).map(pullRequestOf)
    },
    async history(pullRequest) {
      if (gitea) return requests.call((api) => giteaHistory(api, { ...at, index: pullRequest }))
      const items = await requests.call((api) =>
        api.paginate(api.rest.issues.listEventsForTimeline, { ...all, issue_number: pullRequest }),
      )
      return items.flatMap(eventsOf)
    },
    async permissionOf(login) {
      const answer = await requests.callUnless([404], (api) =>
        api.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }),
      )
      if (answer === undefined) return 'none'
      return permissions[readAnswer(permissionLevel, answer.data).permission ?? 'none'] ?? 'none'
    },
  }
}

const permissionLevel = z.object({ permission: z.string().nullish() })

/** Gitea has an owner, too. */
const permissions: Readonly<Record<string, Permission>> = {
  owner: 'admin',
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
}
