/** Obstacles that a step of the repository, or checking out a submodule, removes. */
import { type Absence, absencePrepare, isMadeElsewhere } from './absence.ts'
import type { Obstacle } from './obstacles.ts'

function absenceOf(obstacle: Obstacle): Absence | undefined {
  switch (obstacle.kind) {
    case 'source-missing':
    case 'embed-missing':
    case 'package-missing':
    case 'directory-missing':
      return obstacle.absence
    default:
      return undefined
  }
}

/** The command for `build.prepare` that removes it, if the repository shows one. */
export function prepareFor(obstacle: Obstacle): string | undefined {
  const absence = absenceOf(obstacle)
  return absence && absencePrepare(absence)
}

/** Whether steps of the repository, or checking out its submodules, remove it. */
export function isOfTheTree(obstacle: Obstacle): boolean {
  const absence = absenceOf(obstacle)
  return absence !== undefined && isMadeElsewhere(absence)
}
