import type { BuilderCaches } from '../effects/builder-caches.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { Git } from '../repository/git/git.ts'

/** What the steps work with; what they are to do is in the plan. */
export interface Handles {
  readonly world: World
  readonly workspace: Workspace
  readonly engine: Engine
  readonly git: Git
  /** Absent where nothing is kept between runs. */
  readonly builderCaches?: BuilderCaches
}
