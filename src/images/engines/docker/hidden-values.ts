import type { Env } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'

/** Variables that the engine's client and its plugins read. With the values for a build or an app, these would work differently. */
const ofClient =
  /^(?:DOCKER|BUILDX|BUILDKIT|PODMAN|CONTAINERS?|REGISTRY|XDG|SSH|GIT|GO|LD|OTEL)_|^(?:PATH|HOME|TMPDIR|USER|SHELL|TERM|LANG|TZ|GODEBUG|SSL_CERT_\w+)$|_PROXY$/i

/**
 * Secret values, which are passed to the client in its environment: every user of the machine can read the arguments of a process.
 *
 * @param values of build arguments, or of an app's environment
 */
export function hiddenValues({ host, secrets }: Pick<World, 'host' | 'secrets'>, values: Env): Env {
  const isHidden = ([name, value]: readonly [string, string]) =>
    secrets.mask(value) !== value && (!ofClient.test(name) || host.env[name] === value)
  return Object.fromEntries(Object.entries(values).filter(isHidden))
}

/** `NAME=value` for each value. Hidden ones are only `NAME`, so that the client reads the value from its environment. */
export function givenAs(option: string, values: Env, hidden: Env): readonly string[] {
  return Object.entries(values).map(([name, value]) =>
    Object.hasOwn(hidden, name) ? `${option}=${name}` : `${option}=${name}=${value}`,
  )
}
