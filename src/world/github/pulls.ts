/** Pull requests, their events, and permissions of accounts. */
import type { GitHub } from '../../effects/github.ts'
import { giteaHistory, giteaPermission } from './gitea.ts'
import { eventsOf, permissionIn, pullRequestOf } from './json.ts'
import type { Requests } from './requests.ts'

type PullRequestCalls = Pick<GitHub, 'pullRequest' | 'history' | 'permissionOf'>

export function pullRequestCalls(requests: Requests, gitea: boolean): PullRequestCalls {
  const { at } = requests
  const all = { ...at, per_page: 100 }
  return {
    async pullRequest(number) {
      const answer = await requests.call((api) => api.rest.pulls.get({ ...at, pull_number: number }))
      return pullRequestOf(answer.data)
    },
    async history(pullRequest) {
      if (gitea) return requests.call((api) => giteaHistory(api, { ...at, index: pullRequest }))
      const items = await requests.call((api) =>
        api.paginate(api.rest.issues.listEventsForTimeline, { ...all, issue_number: pullRequest }),
      )
      return items.flatMap(eventsOf)
    },
    async permissionOf(login) {
      if (gitea) return giteaPermission(requests, login)
      const answer = await requests.callUnless([404], (api) =>
        api.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }),
      )
      return answer === undefined ? 'none' : permissionIn(answer.data)
    },
  }
}
