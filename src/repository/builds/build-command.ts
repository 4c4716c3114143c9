/** Command lines of `docker build` and equivalent commands. */

import { contextPairs, givenContexts } from './build-contexts.ts'
import type { BuildFlags } from './named-build.ts'

const builders = new Set(['docker', 'podman', 'buildah', 'nerdctl', 'docker-buildx'])

/** Options without a value. */
const switches =
  /^(?:--(?:pull|push|load|no-cache|quiet|rm|force-rm|squash|squash-all|compress|check|debug|layers|tls-verify|disable-content-trust|print|with-dependencies|verbose|detach|wait|build|all|no-build|no-start|force-recreate|remove-orphans|abort-on-container-exit|no-deps|no-recreate|quiet-pull|quiet-build|always-recreate-deps|renew-anon-volumes|all-resources|compatibility|dry-run)|-[qDdV])(?:=|$)/

/** A command that builds or pushes images, and the words after it. */
export interface ImageCommand {
  readonly verb: 'build' | 'bake' | 'compose' | 'push'
  readonly rest: readonly string[]
}

/** @param words the program and its arguments */
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
  /** Words that are not options. */
  readonly plain: readonly string[]
  /** Values of the option with one of these names, in their order; empty strings for an option without a value. */
  valuesOf(...names: readonly string[]): readonly string[]
}

/** Options and other words of such a command, without redirections. */
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

/** undefined if the context comes from standard input, or if there is none. @param words after `docker build` */
export function buildFlags(words: readonly string[], directory: string): BuildFlags | undefined {
  const { plain, valuesOf } = commandOptions(words)
  // a word that is only a variable can be empty or contain options
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
    contexts: givenContexts(contextPairs(valuesOf('--build-context')), directory),
    cacheFrom: valuesOf('--cache-from'),
    pushed: pushes.length > 0 || valuesOf('-o', '--output').some(isPushed),
  }
}

/** Whether an output of BuildKit pushes the image to a registry, if only in some runs. */
export function isPushed(output: string): boolean {
  return /type=registry|push=(?:true|\$)/.test(output)
}
