/**
 * What is secret, and texts without it. Whatever leaves the process passes one of the two functions, in `src/effects/masked.ts`; the
 * report is masked before anything is made of it, because a value that was cut or quoted would not be found.
 */
import { assignedIn } from './assigned.ts'
import { credentialsIn } from './forms.ts'
import {
  type Certainty,
  hasKnown,
  isSecretVariable,
  type KnownSecrets,
  knownIn,
  knownInBytes,
  knownSecrets,
  secretTexts,
} from './known.ts'
import { type Span, withoutSpans } from './spans.ts'

declare const masked: unique symbol
/** Text without secrets: only `Secrets` makes it. */
export type Masked = string & { readonly [masked]: true }

type NamedValues = Readonly<Record<string, string | undefined>>

export interface Secrets {
  /** A value that the job passes to linkgate as a secret, such as its token. */
  learnToken(value: string): void
  /** The variables of the job that are named like credentials or look like some. */
  learnEnvironment(variables: NamedValues): void
  /** The credentials that git and other tools send to servers, in a text that has more than them, such as git's configuration. */
  learnCredentials(text: string): void
  /** A secret that the configuration names, or the content of a file with some. */
  learnSecret(value: string): void
  /** Variables that files of the repository set, likewise. */
  learnVariables(variables: NamedValues): void
  /** What a file of the repository assigns to such variables. */
  learnFrom(text: string): void
  /** Text from anywhere without all of that, and without what looks like a credential. */
  mask(text: string): Masked
  /** The same lines; a secret may be split over several of them. */
  maskLines(lines: readonly string[]): readonly Masked[]
  /**
   * Text that linkgate made of masked values: without the secrets of the job. What a repository calls a secret is not looked for in
   * it, because a pull request could blank out linkgate's own words so.
   */
  maskOwn(text: string): Masked
  /**
   * Whether content of a file, its bytes read as Latin-1, has a secret of the job or of a build: as it is, in base64, hexadecimal or
   * URL-encoded. Guesses from files of the repository do not count.
   */
  areIn(content: string): boolean
}

/** Further values are not searched for, because each costs time. */
const mostValues = 2_000

class KnownValues {
  readonly #texts = new Set<string>()
  #known: KnownSecrets | undefined
  #inBytes: KnownSecrets | undefined

  learn(value: string, certainty: Certainty): void {
    for (const text of secretTexts(value, certainty)) {
      // many values of one file must not displace those that were passed as secrets
      if (this.#texts.has(text) || (certainty === 'guessed' && this.#texts.size >= mostValues)) continue
      this.#texts.add(text)
      this.#known = undefined
      this.#inBytes = undefined
    }
    this.learnParts(value)
  }

  /** What is a credential in a value that has more than that: an address, a file of a tool. */
  learnParts(value: string): void {
    for (const [from, to] of credentialsIn(value)) {
      const found = value.slice(from, to)
      // of `user:password` the password
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

  inBytes(content: string): boolean {
    this.#inBytes ??= knownInBytes(this.#texts)
    return hasKnown(content, this.#inBytes)
  }

  in(text: string): readonly Span[] {
    this.#known ??= knownSecrets(this.#texts)
    return knownIn(text, this.#known)
  }
}

/** The name of a user before a host, which is part of paths too: no token, which is longer and has digits. */
const loneUser = /:\/\/(?![^\s/@:]*\d)[^\s/@:]{1,256}@|:\/\/[^\s/@:]{1,19}@/g

/** The password in the credentials of an HTTP header `Basic`, if it is such. */
function passwordOfBasic(found: string): readonly string[] {
  if (!/^[A-Za-z\d+/]{8,4096}={0,2}$/.test(found)) return []
  const [, password] = /^[^:]*:(\P{Cc}+)$/u.exec(Buffer.from(found, 'base64').toString()) ?? []
  return password === undefined ? [] : [password]
}

/** As it was before it was put into an address. */
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
  const mask = (text: string) =>
    withoutSpans(text, [
      ...[ofJob, ofBuild, ofRepository].flatMap((values) => values.in(text)),
      ...credentialsIn(text),
    ]) as Masked
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
    maskOwn: (text) => withoutSpans(text, ofJob.in(text)) as Masked,
    areIn: (content) => ofJob.inBytes(content) || ofBuild.inBytes(content),
  }
}

/** A text of lines, each of which may have several. */
function splitLike(lines: readonly string[], text: string): readonly string[] {
  const all = text.split('\n')
  let at = 0
  return lines.map((line) => {
    const count = line.split('\n').length
    at += count
    return all.slice(at - count, at).join('\n')
  })
}
