/** Reads the graph that was recorded while a program was linked. */
import type { ThreadTask } from '../../effects/thread.ts'
import { readGraph } from '../../images/go-build/link-record.ts'
import { type GraphFacts, graphFacts } from './graph-facts.ts'
import { reachabilityReader, usable } from './reachability.ts'

interface WantedFacts {
  /** Path of the file. */
  readonly graph: string
  /** Whose chains are wanted. */
  readonly modules: readonly string[]
}

/** undefined if the linker printed no graph, or one that is too large. */
export const graphTask: ThreadTask<WantedFacts, GraphFacts | undefined> = {
  name: 'graph',
  async run(files, { graph, modules }) {
    const reader = reachabilityReader()
    await readGraph({ files }, { graph }, reader.add)
    const reached = usable(reader.end())
    return reached && graphFacts(reached, modules)
  },
}
