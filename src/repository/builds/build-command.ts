/** `docker build` and its like, as command lines. */

import type { BuildFlags } from './named-build.ts'

const builders = new Set(['docker', 'podman', 'buildah', 'nerdctl', 'docker-buildx'])

/** Options that are written without a value. */
const switches =
  /^(?:--(?:pull|push|load|no-cache|quiet|rm|force-rm|squash|squash-all|compress|check|debug|layers|tls-verify|disable-content-trust|print|with-dependencies|verbose|detach|wait|build|all|no-build|no-start|force-recreate|remove-orphans|abort-on-container-exit)|-[qDd])(?:=|$)/

/** What a command line is, if one of those that make or push images; the words after it. */
export interface ImageCommand {
  readonly verb: 'build' | 'bake' | 'compose' | 'push'
  readonly rest: readonly string[]
}

/** @param words program first */
export function imageCommand(words: readonly string[]): ImageCommand | undefined {
  const [program = ''] = words
  if (program === 'docker-compose' || program === 'podman-compose')
    return { verb: 'compose', rest: words.slice(1) }
  if (/^(?:crane|skopeo)$/.test(program)) {
    return /^(?:push|copy)$/.test(words[1] ?? '') ? { verb: 'push', rest: words.slice(2) } : undefined
  }
  if (!builders.has(program)) return undefined
  const at = words.findIndex((word, index) => index > 0 && /^(?:build|bud|b|bake|f|compose|push)$/.test(word))
  const between = words.slice(1, Math.max(at, 1))
  if (at < 0 || between.some((word) => !/^(?:buildx|image|builder|--builder(?:=.*)?|manifest)$/.test(word)))
    return undefined
  const verb = words[at] ?? ''
  const isShort = verb === 'b' || verb === 'f'
  if (isShort && !between.includes('buildx') && program !== 'docker-buildx') return undefined
  const verbs: Readonly<Record<string, ImageCommand['verb']>> = { bud: 'build', b: 'build', f: 'bake' }
  return { verb: verbs[verb] ?? (verb as ImageCommand['verb']), rest: words.slice(at + 1) }
}

export interface CommandOptions {
  /** What is no option. */
  readonly plain: readonly string[]
  /** Values of an option by its names, in their order; a switch has an empty one. */
  valuesOf(...names: readonly string[]): readonly string[]
}

/** Options and other words of one of these commands; redirections are neither. */
export function commandOptions(words: readonly string[]): CommandOptions {
  const plain: string[] = []
  const options: (readonly [name: string, value: string])[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-' || !word.startsWith('-')) plain.push(word)
    else if (switches.test(word)) options.push([word.split('=', 1)[0] ?? word, word.split('=')[1] ?? ''])
    else if (/^-[tf]./.test(word)) options.push([word.slice(0, 2), word.slice(2).replace(/^=/, '')])
    else {
      const [name = '', ...rest] = word.split('=')
      options.push([name, rest.length > 0 ? rest.join('=') : (words[++at] ?? '')])
    }
  }
  const valuesOf = (...names: readonly string[]) =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value)
  return { plain, valuesOf }
}

/** @param words that follow `docker build`; undefined where the context comes from standard input, or there is none */
export function buildFlags(words: readonly string[]): BuildFlags | undefined {
  const { plain, valuesOf } = commandOptions(words)
  // a variable alone may stand for options, or for nothing at all
  const places = plain.filter((word) => !/^\$\{?\w+\}?$|^\$\(/.test(word))
  const context = (places.length > 0 ? places : plain).at(-1)
  const file = valuesOf('-f', '--file').at(-1)
  if (context === undefined || context === '-' || file === '-') return undefined
  const pushes = valuesOf('--push').filter((value) => value !== 'false')
  return {
    context,
    file,
    target: valuesOf('--target').at(-1),
    args: valuesOf('--build-arg'),
    tags: valuesOf('-t', '--tag'),
    contexts: valuesOf('--build-context').map((value) => value.split('=', 1)[0] ?? value),
    cacheFrom: valuesOf('--cache-from'),
    pushed: pushes.length > 0 || valuesOf('-o', '--output').some(isPushed),
  }
}

/** Whether an output of BuildKit is a registry. */
export function isPushed(output: string): boolean {
  return /type=registry|push=true/.test(output)
}
