/** Entry of the worker process, which `src/world/worker-process.ts` starts. */
import { attributionTask } from './attribution/attribution-task.ts'
import { graphTask } from './attribution/linked/graph-task.ts'
import { runTasks } from './world/worker-tasks.ts'

runTasks([attributionTask, graphTask])
