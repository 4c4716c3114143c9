/** Finds the comments on a pull request that linkgate wrote, and decides what a run does with them. */
import { ApiError, type GitHub, type PullRequestComment } from '../../effects/github.ts'
import { isLater, type Marker, readMarker, runText } from './marker.ts'

export interface OwnComment extends PullRequestComment {
  readonly marker: Marker
}

/** Comments of linkgate on a pull request. */
export interface OwnComments {
  /** Oldest first. */
  readonly comments: readonly OwnComment[]
  /** SHA of the pull request's head. */
  readonly head: string
}

/** Reads linkgate's own comments on a pull request, without a cache. */
export function ownCommentsReader(github: GitHub, pullRequest: number): () => Promise<OwnComments> {
  let viewer: string | undefined
  let isAsked = false
  return async () => {
    if (!isAsked) viewer = await github.viewer()
    isAsked = true
    const all = (await github.comments(pullRequest))
      .flatMap((comment) => {
        const marker = readMarker(comment.body)
        return marker === undefined ? [] : [{ ...comment, marker }]
      })
      .sort((a, b) => a.id - b.id)
    viewer ??= await viewerByMark(github, all)
    const comments = all.filter(({ author }) => isOwn(author, viewer))
    // requested after the comments, so that it is never older than any of them
    return { comments, head: (await github.pullRequest(pullRequest)).headSha }
  }
}

/**
 * The login of the token, if the server does not report it, like Gitea for a token without `read:user`. linkgate sets a
 * reaction, which notifies nobody and shows its account. undefined if there is no comment for a reaction.
 */
async function viewerByMark(
  github: GitHub,
  comments: readonly PullRequestComment[],
): Promise<string | undefined> {
  for (const { id } of comments) {
    try {
      const claim = await github.claim(id)
      if (claim.ours) await github.release(claim)
      if (claim.by !== '') return claim.by
    } catch (error) {
      // it was deleted in the meantime
      if (!(error instanceof ApiError) || error.status !== 404) throw error
    }
  }
  return undefined
}

/** @param ignored ids of comments to ignore */
export function commentsOfApp(
  { comments, head }: OwnComments,
  app: string,
  ignored: ReadonlySet<number>,
): OwnComments {
  return { comments: comments.filter(({ id, marker }) => marker.app === app && !ignored.has(id)), head }
}

/**
 * Anybody can paste the marker into their own comment, which a token with write access could edit. If the server does not
 * report the token's account, only comments of bots are trusted: a workflow's own token is always a bot, and people cannot
 * have a login with brackets.
 */
export function isOwn(author: string, viewer: string | undefined): boolean {
  return viewer === undefined ? author.endsWith('[bot]') : author === viewer
}

export type CommentDecision =
  | { readonly do: 'create' }
  /** It is the only comment, and up to date. */
  | { readonly do: 'leave'; readonly comment: OwnComment }
  | {
      readonly do: 'write'
      readonly to: OwnComment
      readonly what: 'everything' | 'marker' | 'nothing'
      readonly remove: readonly OwnComment[]
    }
  /** A newer run determines the comment. */
  | { readonly do: 'yield'; readonly to: string; readonly remove: readonly OwnComment[] }

/**
 * @param mine marker of this run
 * @param created id of the comment that this run created, if any
 */
export function decideComment(
  { comments, head }: OwnComments,
  mine: Marker,
  created?: number,
): CommentDecision {
  const newest = newestOf(comments, head)
  const overtaken = overtakenBy(newest, head, mine)
  if (overtaken !== undefined) {
    // If head moved while this run created its comment, the run of the newer head may have decided not to comment.
    const keep = newest?.id === created && newest?.marker.head !== head ? undefined : newest
    return { do: 'yield', to: overtaken, remove: comments.filter((one) => one !== keep) }
  }
  // The oldest one is kept, because people may have linked to it.
  const [to, ...remove] = comments
  if (to === undefined) return { do: 'create' }
  const what = toWrite(to.marker, mine)
  return what === 'nothing' && remove.length === 0
    ? { do: 'leave', comment: to }
    : { do: 'write', to, what, remove }
}

/**
 * A later run with the same text still updates the run number in the marker. Otherwise, an unfinished run that started between
 * the two would consider itself the latest.
 */
function toWrite(there: Marker, mine: Marker): 'everything' | 'marker' | 'nothing' {
  if (there.fingerprint !== mine.fingerprint || there.head !== mine.head) return 'everything'
  return there.run === mine.run && there.attempt === mine.attempt ? 'nothing' : 'marker'
}

/** Prefers comments about the current head, then of the latest run, then the oldest. */
function newestOf(comments: readonly OwnComment[], head: string): OwnComment | undefined {
  const [first, ...others] = comments
  if (first === undefined) return undefined
  return others.reduce((best, one) => {
    const [isHead, bestIsHead] = [one.marker.head === head, best.marker.head === head]
    if (isHead !== bestIsHead) return isHead ? one : best
    return isLater(one.marker, best.marker) ? one : best
  }, first)
}

function overtakenBy(newest: OwnComment | undefined, head: string, mine: Marker): string | undefined {
  if (head !== mine.head) {
    return `the pull request is now at ${head}, but this run measured ${mine.head}; the run of the newer push comments`
  }
  // Without a run number, nothing can be compared.
  if (newest === undefined || mine.run === 0 || newest.marker.head !== head) return undefined
  if (!isLater(newest.marker, mine)) return undefined
  return `${runText(newest.marker)} measured the same commit later and has commented`
}
