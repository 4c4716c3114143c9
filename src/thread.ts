/** Entry of the thread that computes beside the process; `src/world/thread.ts` starts it. */
import { attributionTask } from './attribution/attribution-task.ts'
import { graphTask } from './attribution/linked/graph-task.ts'
import { runTasks } from './world/thread-tasks.ts'

runTasks([attributionTask, graphTask])
