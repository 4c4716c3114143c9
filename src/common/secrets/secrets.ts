/**
 * Known secrets, and their removal from texts. Every output passes `mask` or `maskOwn`, in `src/effects/masked.ts`. The
 * report is masked before it is rendered, because a secret that was cut or quoted would not be found.
 */
import { assignedIn } from './assigned.ts'
import { hasKnown, type KnownSecrets, knownIn, knownInBytes, knownSecrets } from './find.ts'
import { credentialsIn } from './forms.ts'
import { type Certainty, isSecretVariable, secretTexts } from './known.ts'
import { type MaskedStart, type Span, startWithoutSpans, withoutSpans } from './spans.ts'

declare const masked: unique symbol
/** Text without secrets. Only `Secrets` creates it. */
export type Masked = string & { readonly [masked]: true }

type NamedValues = Readonly<Record<string, string | undefined>>

export interface Secrets {
  /** A value that the job passes to linkgate as a secret, such as its token. */
  learnToken(value: string): void
  /** Variables of the job whose names or values look like credentials. */
  learnEnvironment(variables: NamedValues): void
  /** Credentials in a text that also contains other things, such as git's configuration. */
  learnCredentials(text: string): void
  /** A secret that the configuration refers to, or the content of a file with secrets. */
  learnSecret(value: string): void
  /** Variables in files of the repository whose names or values look like credentials. */
  learnVariables(variables: NamedValues): void
  /** Assignments to such variables in a file of the repository. */
  learnFrom(text: string): void
  /** Replaces these secrets, and everything that looks like a credential, in text of any origin. */
  mask(text: string): Masked
  /** Masks the lines together, because a secret may be split over several of them. */
  maskLines(lines: readonly string[]): readonly Masked[]
  /**
   * Masks the beginning of a text that continues. The rest is to be masked with what follows: it has about `tail`
   * characters, so that no secret that is shorter is divided.
   */
  maskStart(text: string, tail: number): MaskedStart
  /**
   * Masks only the secrets of the job, in text that linkgate made of masked values. With the secrets of a repository, a
   * pull request could blank out linkgate's own words.
   */
  maskOwn(text: string): Masked
  /**
   * Whether the content of a file, read as Latin-1, has a secret of the job or of a build: plain, in base64,
   * hexadecimal, URL-encoded or in JSON. Guesses from files of the repository do not count.
   */
  areIn(content: string): boolean
  /** Length of the longest text that `areIn` searches for, in bytes. Portions of a content must overlap by so many. */
  longestIn(): number
}

/** With this number of values, guesses are no longer learned, because each value costs time. */
const mostValues = 2_000

class KnownValues {
  readonly #texts = new Set<string>()
  #known: KnownSecrets | undefined
  #inBytes: KnownSecrets | undefined

  learn(value: string, certainty: Certainty): void {
    for (const text of secretTexts(value, certainty)) {
      // values that were passed as secrets are always learned, however many are guessed
      if (this.#texts.has(text) || (certainty === 'guessed' && this.#texts.size >= mostValues)) continue
      this.#texts.add(text)
      this.#known = undefined
      this.#inBytes = undefined
    }
    this.learnParts(value)
  }

  /** Learns the credentials in a value that also contains other things: a URL, a file of a tool. */
  learnParts(value: string): void {
    for (const [from, to] of credentialsIn(value)) {
      const found = value.slice(from, to)
      // the password of `user:password`
      const password = found.slice(found.indexOf(':') + 1)
      for (const part of new Set([found, password, unescaped(password), ...passwordOfBasic(found)])) {
        if (part !== value) this.learn(part, 'guessed')
      }
    }
  }

  learnVariables(variables: NamedValues): void {
    for (const [name, value = ''] of Object.entries(variables)) {
      if (isSecretVariable(name, value)) this.learn(value, 'guessed')
      else this.learnParts(value)
    }
  }

  inBytes(): KnownSecrets {
    this.#inBytes ??= knownInBytes(this.#texts)
    return this.#inBytes
  }

  in(text: string): readonly Span[] {
    this.#known ??= knownSecrets(this.#texts)
    return knownIn(text, this.#known)
  }
}

/** A user name before the host in a URL: it is not learned, because it also occurs in paths. A token is longer and has digits. */
const loneUser = /:\/\/(?![^\s/@:]*\d)[^\s/@:]{1,256}@|:\/\/[^\s/@:]{1,19}@/g

/** The password in the credentials of HTTP Basic authentication; empty for anything else. */
function passwordOfBasic(found: string): readonly string[] {
  if (!/^[A-Za-z\d+/]{8,4096}={0,2}$/.test(found)) return []
  const [, password] = /^[^:]*:(\P{Cc}+)$/u.exec(Buffer.from(found, 'base64').toString()) ?? []
  return password === undefined ? [] : [password]
}

/** Without percent-encoding. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function openSecrets(): Secrets {
  const ofJob = new KnownValues()
  const ofBuild = new KnownValues()
  const ofRepository = new KnownValues()
  const learnFrom = (text: string) => {
    for (const [name, value] of assignedIn(text)) ofRepository.learnVariables({ [name]: value })
  }
  const spansIn = (text: string) => [
    ...[ofJob, ofBuild, ofRepository].flatMap((values) => values.in(text)),
    ...credentialsIn(text),
  ]
  const mask = (text: string) => withoutSpans(text, spansIn(text)) as Masked
  return {
    learnToken: (value) => ofJob.learn(value, 'given'),
    learnEnvironment: (variables) => ofJob.learnVariables(variables),
    learnCredentials: (text) => ofJob.learnParts(text.replaceAll(loneUser, '://')),
    learnSecret(value) {
      ofBuild.learn(value, 'given')
      learnFrom(value)
    },
    learnVariables: (variables) => ofRepository.learnVariables(variables),
    learnFrom,
    mask,
    maskLines: (lines) => splitLike(lines, mask(lines.join('\n'))) as readonly Masked[],
    maskStart: (text, tail) => startWithoutSpans(text, spansIn(text), text.length - tail),
    maskOwn: (text) => withoutSpans(text, ofJob.in(text)) as Masked,
    areIn: (content) => [ofJob, ofBuild].some((values) => hasKnown(content, values.inBytes())),
    longestIn: () => Math.max(ofJob.inBytes().longest, ofBuild.inBytes().longest),
  }
}

/** Splits the masked text of joined lines again. Each line may contain line breaks itself. */
function splitLike(lines: readonly string[], text: string): readonly string[] {
  const all = text.split('\n')
  let at = 0
  return lines.map((line) => {
    const count = line.split('\n').length
    at += count
    return all.slice(at - count, at).join('\n')
  })
}
