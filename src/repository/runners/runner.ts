/** Scripts that task runners run, from package.json, a Taskfile or a justfile. */

import type { RepositoryTexts } from '../texts.ts'
import { justScripts } from './justfile.ts'
import { npmScripts } from './npm-scripts.ts'
import type { RunnerCall, RunnerScript } from './runner-call.ts'
import { taskScripts } from './taskfile.ts'

/** In the order in which they run; undefined if the program is not a known runner, or if its file lacks the task. */
export function runnerScripts(texts: RepositoryTexts, call: RunnerCall): readonly RunnerScript[] | undefined {
  switch (call.program) {
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun':
      return npmScripts(texts, call)
    case 'task':
    case 'go-task':
      return taskScripts(texts, call)
    case 'just':
      return justScripts(texts, call)
    default:
      return undefined
  }
}
