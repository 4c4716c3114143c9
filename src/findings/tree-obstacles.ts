/** Obstacles that disappear when a command of the repository runs or its submodules are checked out. */
import { type Absence, absencePrepare, isCreatedLater } from './absence.ts'
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

/** The command for `build.prepare` that removes the obstacle, if one is known. */
export function prepareFor(obstacle: Obstacle): string | undefined {
  const absence = absenceOf(obstacle)
  return absence && absencePrepare(absence)
}

/** Whether a command of the repository, or checking out its submodules, removes the obstacle. */
export function isRemovedByPreparing(obstacle: Obstacle): boolean {
  const absence = absenceOf(obstacle)
  return absence !== undefined && isCreatedLater(absence)
}
