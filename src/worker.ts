/** Entry of the process that computes beside linkgate; `src/world/worker-process.ts` starts it. */
import { attributionTask } from './attribution/attribution-task.ts'
import { graphTask } from './attribution/linked/graph-task.ts'
import { runTasks } from './world/worker-tasks.ts'

runTasks([attributionTask, graphTask])
