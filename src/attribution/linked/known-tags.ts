/** Build tags with which modules do not look up methods by names that the linker cannot know. */
import type { BuildAlternative } from '../../findings/dead-code.ts'
import type { LinkChain } from '../../model/linked.ts'
import type { PruningOff } from './pruning.ts'

/** A build tag of a module. The findings describe what it disables (`findings/dead-code.ts`). */
interface KnownTag {
  readonly module: string
  readonly tag: string
  /** The first version that has the tag. */
  readonly since: string
}

const knownTags: readonly KnownTag[] = [
  // https://pkg.go.dev/github.com/go-playground/validator/v10: "validateFn" calls a method by its name
  { module: 'github.com/go-playground/validator/v10', tag: 'validator_novalidatefn', since: 'v10.30.3' },
  // golang.org/x/net/trace renders its pages with html/template
  { module: 'google.golang.org/grpc', tag: 'grpcnotrace', since: 'v1.62.0' },
]

/**
 * Returns undefined if no tag is known for one of the chains: the linker would still keep the methods. Only a build shows whether the
 * tags help, because there may be more chains.
 *
 * @param modules of the program, path → version
 */
export function knownAlternative(
  { by, chain, others }: PruningOff,
  modules: Readonly<Record<string, string>>,
): BuildAlternative | undefined {
  if (by === 'plugin') return undefined
  const found = knownTags.flatMap(({ module, tag, since }) => {
    const version = modules[module]
    if (version === undefined || ![chain, ...others].some((one) => leadsThrough(one, module))) return []
    return [{ module, tag, from: version, to: since }]
  })
  const isEnough = [chain, ...others].every(
    (one) => isShortened(one) || found.some(({ module }) => leadsThrough(one, module)),
  )
  if (found.length === 0 || !isEnough) return undefined
  const upgrades = found.filter(({ from, to }) => isOlder(from, to))
  return {
    tags: found.map(({ tag }) => tag),
    ...(upgrades.length === 0
      ? {}
      : { upgrades: upgrades.map(({ module, from, to }) => ({ module, from, to })) }),
  }
}

const leadsThrough = (chain: LinkChain, module: string) =>
  chain.some((step) => step.package === module || step.package.startsWith(`${module}/`))

/** An omitted step may be in any module. */
const isShortened = (chain: LinkChain) => chain.some((step) => step.package === '')

/** Compares Go versions; false if one is not a version, such as that of a directory. */
export function isOlder(one: string, other: string): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)]
  if (a === undefined || b === undefined) return false
  const at = a.findIndex((part, index) => part !== b[index])
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
}

/** Major, minor, patch, and 0 for a version before that release. */
function numbersOf(version: string): readonly number[] | undefined {
  const match = /^v(\d+)\.(\d+)\.(\d+)(-)?/.exec(version)
  if (match === null) return undefined
  return [Number(match[1]), Number(match[2]), Number(match[3]), match[4] === undefined ? 1 : 0]
}
