import type { Env } from '../../effects/exec.ts'

/**
 * The value of a GODEBUG setting, or empty. The environment overrides the program's build settings, and the last of several values
 * counts (`internal/godebug`).
 *
 * @param builtIn `name=value,…` from the Go build information
 */
export function debugSetting(name: string, env: Env, builtIn: string): string {
  const settings = `${builtIn},${env['GODEBUG'] ?? ''}`.split(',')
  const found = settings.findLast((one) => one.startsWith(`${name}=`))
  return found?.slice(name.length + 1).replace(/#.*$/, '') ?? ''
}
