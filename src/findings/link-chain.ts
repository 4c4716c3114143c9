/** Text of a link chain. */
import type { LinkChain, LinkStep } from '../model/linked.ts'

const mostSteps = 7

/**
 * `main.main → httpapi.NewRouter → … → validator.New → validator.tryCall`: the steps at which the chain enters a package,
 * and its last step. `…` replaces one or more steps.
 */
export function chainText(chain: LinkChain): string {
  const enters = (step: LinkStep, index: number) =>
    index === chain.length - 1 || step.package !== chain[index - 1]?.package
  const shown = chain.flatMap((step, index) => (step.package !== '' && enters(step, index) ? [index] : []))
  const half = Math.ceil(mostSteps / 2)
  const few = shown.length > mostSteps ? [...shown.slice(0, half), ...shown.slice(half - mostSteps)] : shown
  return few
    .flatMap((index, at) => {
      const isNext = at === 0 || (few[at - 1] ?? 0) + 1 === index
      return [...(isNext ? [] : ['…']), stepText(chain[index])]
    })
    .join(' → ')
}

/** `validator.New` for `New` in `github.com/go-playground/validator/v10`. */
export function stepText(step: LinkStep | undefined): string {
  if (step === undefined) return ''
  return `${packageText(step.package)}.${step.name}`
}

/** `validator` for `github.com/go-playground/validator/v10`. */
function packageText(importPath: string): string {
  const parts = importPath.split('/')
  const isVersion = parts.length > 1 && /^v\d+$/.test(parts.at(-1) ?? '')
  return parts.at(isVersion ? -2 : -1) ?? ''
}

const mostImports = 6

/** `httpapi → gin → … → codec`: packages, each imported by the previous one. */
export function importsText(imports: readonly string[]): string {
  const names = imports.map(packageText)
  const half = mostImports / 2
  const few = names.length > mostImports ? [...names.slice(0, half), '…', ...names.slice(-half)] : names
  return few.join(' → ')
}
