import type { RepositoryTexts } from '../texts.ts'
import type { ComposeEnvironment } from './interpolate.ts'

/** The environment, with fallback to variables of `.env` files. Values that refer to other variables are unknown. */
export function withVariablesFile(
  texts: RepositoryTexts,
  paths: readonly string[],
  environment: ComposeEnvironment,
): ComposeEnvironment {
  const files = paths.filter((path) => texts.paths.includes(path))
  const variables = new Map(files.flatMap((path) => variablesIn(texts.text(path) ?? '')))
  return (name) => environment(name) ?? variables.get(name)
}

function variablesIn(text: string): readonly (readonly [name: string, value: string])[] {
  return text.split('\n').flatMap((line) => {
    const [, name, written = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) return []
    const [, , quoted] = /^(["'])(.*?)\1(?:\s+#.*)?$/.exec(written) ?? []
    const value = quoted ?? written.replace(/(?:^|\s+)#.*$/, '')
    return value.includes('$') && !written.startsWith("'") ? [] : [[name, value] as const]
  })
}
