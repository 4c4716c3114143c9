/**
 * The hidden first line by which linkgate finds its comment. New attributes are added at the end, and unknown ones are ignored,
 * so that different versions of linkgate recognize each other's comments.
 */

export interface Marker {
  /** The app that the comment is about; a pull request can have several. */
  readonly app: string
  /** Digest of the comment's content, in hexadecimal. */
  readonly fingerprint: string
  /** Head of the pull request that the comment is about. */
  readonly head: string
  /** Id of the workflow run that measured; 0 if it is unknown. */
  readonly run: number
  /** Attempt of that run, as in `WorkflowRun`. */
  readonly attempt: number
}

export type MeasuredBy = Pick<Marker, 'run' | 'attempt'>

const opening = /^<!-- linkgate:comment ((?:[a-z]+="[^"<>\r\n]*" )+)-->(?:\r?\n|$)/

export function writeMarker({ app, fingerprint, head, run, attempt }: Marker): string {
  return `<!-- linkgate:comment app="${encode(app)}" fingerprint="${encode(fingerprint)}" head="${encode(head)}" run="${run}" attempt="${attempt}" -->`
}

/** The marker in the first line of a comment's body; undefined if there is none. */
export function readMarker(body: string): Marker | undefined {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of (opening.exec(body)?.[1] ?? '').matchAll(/([a-z]+)="([^"]*)"/g)) {
    attributes.set(name, decode(value))
  }
  const app = attributes.get('app')
  if (app === undefined) return undefined
  return {
    app,
    fingerprint: attributes.get('fingerprint') ?? '',
    head: attributes.get('head') ?? '',
    run: count(attributes.get('run')),
    attempt: count(attributes.get('attempt')),
  }
}

/** Replaces the marker of a comment's body. */
export function withMarker(body: string, marker: Marker): string {
  return `${writeMarker(marker)}\n${body.replace(opening, '')}`
}

/** Whether `a` is from a later run, or a later attempt of the same run, than `b`. */
export function isLater(a: MeasuredBy, b: MeasuredBy): boolean {
  return a.run === b.run ? a.attempt > b.attempt : a.run > b.run
}

/** Larger attempt numbers are timestamps, which are not shown. */
const firstTime = 1_000_000_000

export function runText({ run, attempt }: MeasuredBy): string {
  return attempt > 0 && attempt < firstTime ? `run ${run} (attempt ${attempt})` : `run ${run}`
}

function count(digits: string | undefined): number {
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : 0
}

/**
 * encodeURIComponent is not usable: it throws on half of a surrogate pair, which YAML can contain, and it does not escape
 * `--`, which ends a comment early in some HTML parsers.
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
