import type { Env } from '../../effects/exec.ts'

/**
 * The value of a GODEBUG setting, empty where it has none. The environment decides over what the program was built with, and of
 * several values the last one counts (`internal/godebug`).
 *
 * @param builtIn `name=value,…`, as the Go build information has it
 */
export function debugSetting(name: string, env: Env, builtIn: string): string {
  const settings = `${builtIn},${env['GODEBUG'] ?? ''}`.split(',')
  const found = settings.findLast((one) => one.startsWith(`${name}=`))
  return found?.slice(name.length + 1).replace(/#.*$/, '') ?? ''
}
