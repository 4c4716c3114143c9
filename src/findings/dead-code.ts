/** What prevents the linker from removing unused methods, and how to fix that: the data and its wording. */
import * as z from 'zod'
import { enumerate, plural } from '../common/english.ts'
import { type LinkChain, linkChainSchema } from '../model/linked.ts'
import { formatSize } from '../model/quantity.ts'
import { magnitude, optional, readonlyObject, text } from '../model/schema.ts'
import type { About } from './entry.ts'
import { chainText, stepText } from './link-chain.ts'
import { codes, revisionAndMode } from './subject.ts'

const buildAlternativeSchema = readonlyObject({
  /** Build tags in addition to those of the mode. */
  tags: z.array(text).readonly(),
  /** Modules that support these tags only in a newer version. */
  upgrades: optional(z.array(readonlyObject({ module: text, from: text, to: text })).readonly()),
})
export type BuildAlternative = z.infer<typeof buildAlternativeSchema>

export const deadCodeSchema = readonlyObject({
  /** `method-lookup`: a function looks up methods by names that are not constants. */
  by: z.enum(['method-lookup', 'plugin']),
  /** From `main.main` to the function that looks up methods, or into the package `plugin`. */
  chain: linkChainSchema,
  /** Number of other functions that look up methods and are reached by other chains. */
  others: magnitude,
  /** These functions, one for each package, if they are known. */
  also: optional(linkChainSchema),
  /** For a finding about base: functions that look up methods in head but not in base, one for each package. */
  inHead: optional(linkChainSchema),
  /**
   * Size in bytes of the program built in the other way, and the bytes that this saves. Without `way`, the same program
   * was linked as if no function looked up methods.
   */
  measured: optional(
    readonlyObject({ way: optional(buildAlternativeSchema), size: magnitude, saved: magnitude }),
  ),
})
export type DeadCode = z.infer<typeof deadCodeSchema>

/** One sentence without a full stop, or several with one each. */
export function deadCodeMessage(
  { by, chain, others, also = [], inHead = [], measured }: DeadCode,
  about: About,
  isNew: boolean,
): string {
  const path = `\`${chainText(chain)}\``
  const because =
    by === 'plugin'
      ? `the program can load plugins (${path})`
      : `\`${stepText(chain.at(-1))}\` looks up methods by name (${path})`
  const sentences = [
    `${revisionAndMode(about)}: the linker keeps unused exported methods, because ${because}.`,
    ...(isNew ? ['In base, it left them out.'] : []),
    ...(others === 0
      ? []
      : [
          `So ${others === 1 ? 'does' : 'do'} ${also.length === 0 ? plural(others, 'other function') : functionsText(also)}.`,
        ]),
    ...(measured === undefined ? [] : [savingText(measured)]),
    ...(about.revision === 'base' ? [headText(inHead)] : []),
  ]
  return sentences.length === 1 ? (sentences[0] ?? '').slice(0, -1) : sentences.join(' ')
}

function headText(inHead: LinkChain): string {
  const besides = inHead.length === 0 ? '' : `, also because of ${functionsText(inHead)}`
  return `Head keeps unused methods, too${besides}.`
}

function functionsText(functions: LinkChain): string {
  return enumerate(functions.map((one) => codes([stepText(one)])))
}

function savingText({ way, size, saved }: NonNullable<DeadCode['measured']>): string {
  const sizes = `${formatSize(saved)} smaller: ${formatSize(size)} instead of ${formatSize(size + saved)}`
  if (way === undefined) return `Without unused methods, it would be ${sizes}.`
  const newer = (way.upgrades ?? []).map(({ module, to }) => `${module}@${to}`)
  const using = enumerate([...newer, `-tags=${way.tags.join(',')}`].map((one) => codes([one])))
  return `Built with ${using}, it is ${sizes}.`
}

const lostByTag: Readonly<Record<string, string>> = {
  validator_novalidatefn: 'the validation `validateFn` then panics',
  grpcnotrace: 'gRPC then records nothing for `golang.org/x/net/trace`',
}

export function deadCodeFix({ by, chain, others, also = [], inHead = [], measured }: DeadCode): string {
  const calls =
    inHead.length === 0 ? '' : `; in head, also remove the calls that lead to ${functionsText(inHead)}`
  if (measured?.way !== undefined) return `${alternativeFix(measured.way)}${calls}`
  if (by === 'plugin') return `build without cgo if the program loads no plugins${calls}`
  if (others + inHead.length === 0)
    return `remove a call of this chain${importFix(chain)}, or look up methods by constant names`
  const isNamed = also.length === others
  const all = isNamed ? functionsText([...chain.slice(-1), ...also, ...inHead]) : 'all these functions'
  return `remove the calls that lead to ${all}, or look up methods by constant names; each of them alone keeps all methods`
}

/** A chain that begins with a package initializer has no call to remove, but the import can be removed. */
function importFix([first]: LinkChain): string {
  return first?.name === 'init' && first.package !== 'main' ? ` or the import of \`${first.package}\`` : ''
}

function alternativeFix({ tags, upgrades = [] }: BuildAlternative): string {
  const get = upgrades.map(({ module, to }) => `${module}@${to}`)
  const before = get.length === 0 ? '' : `run \`go get ${get.join(' ')}\`, and `
  const lost = tags.flatMap((tag) => lostByTag[tag] ?? [])
  return `${before}build with \`-tags=${tags.join(',')}\`${lost.length === 0 ? '' : `; ${lost.join(', and ')}`}`
}
