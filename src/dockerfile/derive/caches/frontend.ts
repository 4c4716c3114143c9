/** The frontend that reads a Dockerfile: https://docs.docker.com/build/buildkit/frontend/ */
import { parseImage } from '../../read/image-name.ts'

/** The image of the frontend that reads the Dockerfile; undefined if BuildKit reads it itself. */
export function frontendOf(
  text: string,
  buildArgs: Readonly<Record<string, string>> = {},
): string | undefined {
  return buildArgs['BUILDKIT_SYNTAX'] ?? syntaxOf(text)
}

function syntaxOf(text: string): string | undefined {
  for (const line of text.replace(/^\uFEFF?(?:#!.*\r?\n)?/, '').split('\n')) {
    // directives come before everything else, including comments
    const [, name, value] = /^\s*(?:#|\/\/)\s*([a-zA-Z]\w*)\s*=(.*)/.exec(line) ?? []
    if (name === undefined) return undefined
    if (name.toLowerCase() === 'syntax') return value?.trim().split(/\s/, 1)[0]
  }
  return undefined
}

/** Whether the frontend certainly supports cache mounts: Docker's own does since version 1.2. */
export function supportsCacheMounts(text: string, buildArgs: Readonly<Record<string, string>> = {}): boolean {
  const named = frontendOf(text, buildArgs)
  if (named === undefined) return true
  const { repository, tag } = parseImage(named)
  if (!/(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(repository)) return false
  return !/^1\.[01](?:\.|$)/.test(tag)
}
