import { joinPath } from '../../common/paths.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'

/**
 * Modules that go.mod requires and that this machine's settings mark as private: a runner needs credentials for them. Empty
 * if Go does not report its settings here: `linkgate init` also works without Go.
 */
export async function privateModules(
  { exec, files }: World,
  root: string,
  module: string,
): Promise<readonly string[]> {
  const { exitCode, stdout } = await exec.ask(['go', 'env', 'GOPRIVATE'], { cwd: root })
  const patterns =
    exitCode === 0
      ? stdout
          .trim()
          .split(',')
          .filter((one) => one !== '')
      : []
  if (patterns.length === 0) return []
  const source = (await repositoryText(files, root, joinPath(module, 'go.mod'))) ?? ''
  const required = [...source.matchAll(/^[ \t]*(?:require[ \t]+)?([\w.-]+\.[\w-]+\/\S+)\s+v\d\S*/gm)]
  const here = [
    ...source.matchAll(/^[ \t]*(?:replace[ \t]+)?(\S+)(?:[ \t]+v\S+)?[ \t]+=>\s+\.{1,2}\//gm),
  ].map(([, path]) => path)
  return required
    .map(([, path = '']) => path)
    .filter((path) => !here.includes(path) && patterns.some((one) => matches(one, path)))
}

/** Go's rule for GOPRIVATE: a glob for the first elements of a path. */
function matches(pattern: string, path: string): boolean {
  const elements = pattern.split('/')
  const parts = path.split('/').slice(0, elements.length)
  return (
    parts.length === elements.length &&
    elements.every((element, at) => {
      const glob = element
        .replaceAll(/[.+^${}()|\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')
      try {
        return new RegExp(`^${glob}$`).test(parts[at] ?? '')
      } catch {
        // an invalid character class
        return false
      }
    })
  )
}
