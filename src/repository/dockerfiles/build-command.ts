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
  const values: Record<'file' | 'target' | 'context', string | undefined> = {
    file: undefined,
    target: undefined,
    context: undefined,
  }
  const args: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^\d*[<>]/.test(word)) {
      if (/[<>]$/.test(word)) at += 1
      continue
    }
    // read from standard input: what it holds is not told
    if (word === '-') return undefined
    if (!word.startsWith('-')) {
      values.context = word
      continue
    }
    if (switches.test(word)) continue
    const [name = '', ...rest] = word.split('=')
    const value = rest.length > 0 ? rest.join('=') : (words[++at] ?? '')
    if (name === '-f' || name === '--file') values.file = value
    else if (name === '--target') values.target = value
    else if (name === '--build-arg') args.push(value)
  }
  const { context, file, target } = values
  if (context === undefined) return undefined
  return { context, ...(file === undefined ? {} : { file }), target, args }
}
