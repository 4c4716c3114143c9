import type { Env } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'

/** What the client of the engine, and what it starts, read themselves: set for a build or an app, it would change them. */
const ofClient =
  /^(?:DOCKER|BUILDX|BUILDKIT|PODMAN|CONTAINERS?|REGISTRY|XDG|SSH|GIT|GO|LD|OTEL)_|^(?:PATH|HOME|TMPDIR|USER|SHELL|TERM|LANG|TZ|GODEBUG|SSL_CERT_\w+)$|_PROXY$/i

/**
 * The values that go to the client by its environment: arguments of a process can be read by every user of the machine.
 *
 * @param values of build arguments, or of an app's environment
 */
export function hiddenValues({ host, secrets }: Pick<World, 'host' | 'secrets'>, values: Env): Env {
  const isHidden = ([name, value]: readonly [string, string]) =>
    secrets.mask(value) !== value && (!ofClient.test(name) || host.env[name] === value)
  return Object.fromEntries(Object.entries(values).filter(isHidden))
}

/** `NAME=value` for each, and of those that are hidden the name alone, whose value the client takes from its environment. */
export function givenAs(option: string, values: Env, hidden: Env): readonly string[] {
  return Object.entries(values).map(([name, value]) =>
    Object.hasOwn(hidden, name) ? `${option}=${name}` : `${option}=${name}=${value}`,
  )
}
