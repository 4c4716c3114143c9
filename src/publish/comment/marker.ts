/**
 * The hidden first line by which linkgate finds its comment again. Attributes are added at the end and unknown ones
 * ignored, so that versions of linkgate that run at the same time recognise each other's comments.
 */

export interface Marker {
  /** Which of the services in one pull request the comment is about. */
  readonly app: string
  /** Digest of the text of the comment, in hexadecimal digits. */
  readonly fingerprint: string
  /** Head of the pull request that the comment is about. */
  readonly head: string
  /** The workflow run that measured, as GitHub counts them; 0 when it is not known. */
  readonly run: number
  /** As `WorkflowRun` has it. */
  readonly attempt: number
}

export type MeasuredBy = Pick<Marker, 'run' | 'attempt'>

const opening = /^<!-- linkgate:comment ((?:[a-z]+="[^"<>\r\n]*" )+)-->(?:\r?\n|$)/

export function writeMarker({ app, fingerprint, head, run, attempt }: Marker): string {
  return `<!-- linkgate:comment app="${encode(app)}" fingerprint="${encode(fingerprint)}" head="${encode(head)}" run="${run}" attempt="${attempt}" -->`
}

/** The marker on the first line of a comment's body, or undefined when it has none. */
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

/** The body of a comment with another marker and the same text. */
export function withMarker(body: string, marker: Marker): string {
  return `${writeMarker(marker)}\n${body.replace(opening, '')}`
}

/** Whether `a` was measured by a later run, or a later attempt of the same run, than `b`. */
export function isLater(a: MeasuredBy, b: MeasuredBy): boolean {
  return a.run === b.run ? a.attempt > b.attempt : a.run > b.run
}

/** Larger attempts are times, which readers need not see. */
const firstTime = 1_000_000_000

export function runText({ run, attempt }: MeasuredBy): string {
  return attempt > 0 && attempt < firstTime ? `run ${run} (attempt ${attempt})` : `run ${run}`
}

function count(digits: string | undefined): number {
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : 0
}

/**
 * Not encodeURIComponent: it throws on half of a surrogate pair, which YAML can write, and it does not escape `--`, which
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
