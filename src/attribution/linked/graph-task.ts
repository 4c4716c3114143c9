/** Reads the graph that was recorded while a program was linked. */
import type { WorkerTask } from '../../effects/worker.ts'
import { readGraph } from '../../images/go-build/link-record.ts'
import { type GraphFacts, graphFacts, type WantedFacts } from './graph-facts.ts'
import { reachabilityReader, usable } from './reachability.ts'

export interface RecordedGraph extends WantedFacts {
  /** Path of the file. */
  readonly graph: string
}

/** Returns undefined if the linker printed no graph, or if the graph is too large. */
export const graphTask: WorkerTask<RecordedGraph, GraphFacts | undefined> = {
  name: 'graph',
  async run(files, { graph, ...wanted }) {
    const reader = reachabilityReader()
    await readGraph({ files }, { graph }, reader.add)
    const reached = usable(reader.end())
    return reached && graphFacts(reached, wanted)
  },
}
