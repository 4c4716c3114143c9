/** Pagination of lists as in GitHub. */
import type { Answer, Call } from './route.ts'

const github = { parameter: 'per_page', most: 100 }

/** One page, of 30 items by default, with the links that clients follow. */
export function paged<T>(
  all: readonly T[],
  { query, address }: Call,
  json: (one: T) => unknown,
  { parameter, most } = github,
): Answer {
  const size = Math.min(Math.max(Number(query.get(parameter) ?? 30), 1), most)
  const at = Math.max(Number(query.get('page') ?? 1), 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (page: number, rel: string) => {
    const to = new URLSearchParams(query)
    to.set('page', String(page))
    return `<${address}?${to}>; rel="${rel}"`
  }
  const links = [
    ...(at > 1 ? [link(at - 1, 'prev'), link(1, 'first')] : []),
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
  ]
  return {
    status: 200,
    body: all.slice((at - 1) * size, at * size).map(json),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}
