import type { EngineChoice } from '../../config/inputs.ts'
import type { World } from '../../effects/world.ts'
import { openDocker } from './docker/docker.ts'
import type { Engine } from './engine.ts'

type Opener = (world: World) => Promise<Engine | { readonly problem: string }>

/** To add an engine, add a row: `auto` takes the first that answers. */
const engines: Readonly<Record<Exclude<EngineChoice, 'auto'>, Opener>> = { docker: openDocker }

/** The engine that was chosen, or the sentence that says why there is none. */
export async function openEngine(
  world: World,
  choice: EngineChoice,
): Promise<Engine | { readonly problem: string }> {
  if (choice !== 'auto') return engines[choice](world)
  const problems: string[] = []
  for (const open of Object.values(engines)) {
    const opened = await open(world)
    if (!('problem' in opened)) return opened
    problems.push(opened.problem)
  }
  return { problem: problems.join('; ') }
}
