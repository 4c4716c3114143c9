/** Name of the phase that measures commands which a build without linkgate would run as well. */
const builderPhase = 'builder'

const compiling = /^go build /
const making = /^(?:docker|podman) (?:build|buildx build|pull) /

/** The name of that phase if the command belongs to it. */
export function buildPhaseOf(command: readonly string[]): string | undefined {
  // steps that restore or export caches
  if (command.some((part) => part.startsWith('--output=type=local'))) return undefined
  const start = `${command.slice(0, 3).join(' ')} `
  return compiling.test(start) || making.test(start) ? builderPhase : undefined
}
