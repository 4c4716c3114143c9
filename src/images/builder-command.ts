/** Name of the phase in which programs and images are built by commands that a plain build runs too. */
const builderPhase = 'builder'

const compiling = /^go build /
const making = /^(?:docker|podman) (?:build|buildx build|pull) /

/** The name of that phase, if this command is of it. */
export function buildPhaseOf(command: readonly string[]): string | undefined {
  // steps that restore caches, or take them out
  if (command.some((part) => part.startsWith('--output=type=local'))) return undefined
  const start = `${command.slice(0, 3).join(' ')} `
  return compiling.test(start) || making.test(start) ? builderPhase : undefined
}
