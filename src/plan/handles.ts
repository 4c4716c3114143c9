import type { BuilderCaches } from '../effects/builder-caches.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { Git } from '../repository/git/git.ts'

/** The tools that steps work with. They contain no decisions: those are in the plan. */
export interface Handles {
  readonly world: World
  readonly workspace: Workspace
  readonly engine: Engine
  readonly git: Git
  /** Absent if nothing is kept between runs. */
  readonly builderCaches?: BuilderCaches
}
