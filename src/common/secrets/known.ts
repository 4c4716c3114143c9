/** Which values count as secret, and the texts that are searched for because of them. */
import { credentialsIn } from './forms.ts'
import { isSecretName } from './names.ts'

/** Minimum length of a value that was passed to linkgate as a secret, in characters; shorter ones are not searched for. */
const shortestGiven = 6
/** Minimum length of a value whose name or form suggests a secret. */
const shortestGuessed = 8
/** Minimum length of a guessed value of lower-case letters only, like the words of a report, and of a number. */
const shortestPlain = 12

/** Values from examples and from every report, which are not secret. */
const common = new Set(
  `password passw0rd changeme change-me change_me changeit secret secret-key postgres postgresql mariadb rabbitmq localhost
   disabled enabled required optional development production staging testing default example administrator
   supersecret super-secret your-secret your_secret linkgate static-pie static-glibc static-musl dynamic-musl built-in binary-size
   image-size pull-size build-time startup-cpu init-allocs init-bytes not-built unmeasured inconclusive github-actions node_modules`.split(
    /\s+/,
  ),
)
/** A number, perhaps with a unit, a date, a version or a duration. */
const numeric = /^(?:[\d\s.,:+_%/-]*(?:[a-zµ]{1,2}|[kMGT]i?B?)?|(?:\d{1,6}(?:ns|us|ms|[dhms])){2,4})$/

/** `given`: passed to linkgate as a secret. `guessed`: only its name or its form suggests one. */
export type Certainty = 'given' | 'guessed'

/** In characters. Each part of a longer value is searched for, so no text that must be found is longer than a few of them. */
const longestPart = 4096

/**
 * The texts to search for: the value, or each line of it, in parts if it is long. Empty for values that are too short, too
 * common, or numbers.
 */
export function secretTexts(value: string, certainty: Certainty): readonly string[] {
  const whole = value.trim()
  const lines = whole.split(/\r?\n|\r/).map((line) => line.trim())
  const parts =
    lines.length > 1 ? [lines.join(''), ...lines.filter((line) => line.length >= shortestGuessed)] : [whole]
  return parts.filter((part) => isSearchable(part, certainty)).flatMap(partsOf)
}

/** Parts of equal length, so that none is too short to be searched for. A surrogate pair stays in one of them. */
function partsOf(text: string): readonly string[] {
  const count = Math.ceil(text.length / longestPart)
  const place = (index: number) => {
    const at = Math.round((index * text.length) / count)
    return isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at
  }
  return Array.from({ length: count }, (_, index) => text.slice(place(index), place(index + 1)))
}

const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff

function isSearchable(text: string, certainty: Certainty): boolean {
  if (common.has(text.toLowerCase())) return false
  // a variable or a placeholder, not a value
  if (/^(?:\$|<.*>$|\*+$)/.test(text)) return false
  const isWord = /^[a-z]+$/.test(text)
  const isNumber = numeric.test(text)
  if (certainty === 'given') {
    return text.length >= (isNumber ? shortestPlain : isWord ? shortestGuessed : shortestGiven)
  }
  return !isNumber && !isAbout(text) && text.length >= (isWord ? shortestPlain : shortestGuessed)
}

/** A path, a URL without credentials, or a command: it leads to a secret, but is not one. */
const isAbout = (text: string) =>
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[\w@./\\ -]*$/.test(text) || /^[\w+.-]+:\/\/[^@]*$/.test(text)

/** Whether it looks like a randomly generated key, unlike words, paths, digests and versions. */
function looksRandom(value: string): boolean {
  if (!/^[\w+=-]{12,512}$/.test(value) || /^[\da-f-]*$/.test(value) || !/\d/.test(value)) return false
  const kinds = value
    .replaceAll(/[a-z]+/g, 'a')
    .replaceAll(/[A-Z]+/g, 'A')
    .replaceAll(/\d+/g, '1')
    .replaceAll(/[_+=-]/g, '')
  return kinds.length >= 5
}

/** Whether a value with this name must be masked. */
export function isSecretVariable(name: string, value: string): boolean {
  return isSecretName(name) || looksRandom(value)
}

/** Whether a variable may be shown with its value. */
export function isPlainVariable(name: string, value: string): boolean {
  return !isSecretVariable(name, value) && credentialsIn(value).length === 0
}
