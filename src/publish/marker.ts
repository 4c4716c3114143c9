/**
 * The hidden first line by which linkgate finds its comment again. Attributes are added at the end and unknown ones
 * ignored, so that versions of linkgate that run side by side recognise each other's comments.
 */

export interface Marker {
  /** Which of the services in one pull request the comment is about. */
  readonly app: string
  /** Stands for what the comment says, in hexadecimal digits. */
  readonly fingerprint: string
  /** Head of the pull request that the comment is about. */
  readonly head: string
}

const opening = /^<!-- linkgate:comment ((?:[a-z]+="[^"<>\r\n]*" )+)-->(?:\r?\n|$)/

export function writeMarker({ app, fingerprint, head }: Marker): string {
  return `<!-- linkgate:comment app="${encode(app)}" fingerprint="${encode(fingerprint)}" head="${encode(head)}" -->`
}

/** The marker on the first line of a comment's body, or undefined when it has none. */
export function readMarker(body: string): Marker | undefined {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of (opening.exec(body)?.[1] ?? '').matchAll(/([a-z]+)="([^"]*)"/g)) {
    attributes.set(name, decode(value))
  }
  const app = attributes.get('app')
  if (app === undefined) return undefined
  return { app, fingerprint: attributes.get('fingerprint') ?? '', head: attributes.get('head') ?? '' }
}

/**
 * Not encodeURIComponent: it throws on half of a surrogate pair, which YAML can write, and it leaves `--` alone, which
 * ends a comment early in some readers of HTML.
 */
function encode(text: string): string {
  return text.replace(
    /[^\w.-]|-(?=-)/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

function decode(text: string): string {
  return text.replace(/%([0-9A-F]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}
