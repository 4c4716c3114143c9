/** What an image is built from. */
export interface DockerBuildFlags {
  readonly context: string
  readonly file?: string
  readonly target?: string | undefined
  /** `NAME=value`. */
  readonly args: readonly string[]
}

const builders = new Set(['docker', 'podman', 'buildah', 'nerdctl'])
/** Options of `docker build` that are written without a value. */
const switches =
  /^(?:--(?:pull|push|load|no-cache|quiet|rm|force-rm|squash|squash-all|compress|check|debug|layers|tls-verify|disable-content-trust)|-[qD])(?:=|$)/

/** What a command line builds, if it is one of `docker build`, `docker buildx build`, `podman build`, … */
export function dockerBuildOptions(command: readonly string[]): DockerBuildFlags | undefined {
  const rest = afterBuildVerb(command)
  return rest === undefined ? undefined : flagsOf(rest)
}

function afterBuildVerb(command: readonly string[]): readonly string[] | undefined {
  // variables and sudo may come before
  const start = command.findIndex((word) => builders.has(word))
  if (start < 0 || command.slice(0, start).some((word) => word !== 'sudo' && !/^\w+=/.test(word)))
    return undefined
  const verb = command.findIndex((word, at) => at > start && /^(?:build|bud)$/.test(word))
  if (verb < 0 || command.slice(start + 1, verb).some((word) => !/^(?:buildx|image|builder)$/.test(word)))
    return undefined
  return command.slice(verb + 1)
}

/** @param words that follow `docker build` */
function flagsOf(words: readonly string[]): DockerBuildFlags | undefined {
  let context: string | undefined
  const options: (readonly [name: string, value: string])[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^\d*[<>]/.test(word)) {
      if (/[<>]$/.test(word)) at += 1
      continue
    }
    // read from standard input: what it holds is not told
    if (word === '-') return undefined
    if (!word.startsWith('-')) {
      context = word
      continue
    }
    if (switches.test(word)) continue
    const [name = '', ...rest] = word.split('=')
    options.push([name, rest.length > 0 ? rest.join('=') : (words[++at] ?? '')])
  }
  if (context === undefined) return undefined
  const valuesOf = (...names: readonly string[]) =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value)
  const file = valuesOf('-f', '--file').at(-1)
  return {
    context,
    ...(file === undefined ? {} : { file }),
    target: valuesOf('--target').at(-1),
    args: valuesOf('--build-arg'),
  }
}
