/** HTTP requests to the fake GitHub, and faults of its responses. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, Route } from './route.ts'

/**
 * Replaces the real response, unless it is undefined. `cut`: closes the connection without carrying out the request. `cut-after`:
 * carries it out, then closes the connection. `half`: carries it out and sends only a part of the response. `hang` and `hang-after`
 * are like `cut` and `cut-after`, but keep the connection open.
 */
export type Fault = Answer | 'cut' | 'cut-after' | 'half' | 'hang' | 'hang-after' | undefined

/** Whether the request is carried out. */
export function isCarriedOut(fault: Fault): boolean {
  return fault === undefined || fault === 'cut-after' || fault === 'half' || fault === 'hang-after'
}

export function send(
  response: ServerResponse,
  fault: Fault,
  answer: Answer | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  if (fault === 'hang' || fault === 'hang-after') return
  if (fault === 'cut' || fault === 'cut-after' || answer === undefined) {
    response.destroy()
    return
  }
  const text = typeof answer.body === 'string' ? answer.body : (JSON.stringify(answer.body) ?? '')
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }),
    ...headers,
    ...answer.headers,
  })
  if (fault === 'half') response.write(text.slice(0, text.length / 2), () => response.destroy())
  else response.end(text)
}

/** Parsed JSON, the text if it is not JSON, or undefined if the body is empty. */
export async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += chunk
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The JSON that is sent, without undefined fields. */
export function asSent(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body))
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {}
}

export interface FoundRoute {
  readonly route: Route
  /** Values of the parameters in the path, by name. */
  readonly path: Readonly<Record<string, string>>
}

/** @param pathname without the prefix of the API */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): FoundRoute | undefined {
  for (const route of routes) {
    if (route.method !== method) continue
    const pattern = route.template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    const found = new RegExp(`^${pattern}$`).exec(pathname)
    if (found === null) continue
    const values = Object.entries(found.groups ?? {})
    return {
      route,
      path: Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)])),
    }
  }
  return undefined
}
