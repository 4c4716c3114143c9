/** Scripts that task runners run: those of package.json, of a Taskfile and of a justfile. */

import type { RepositoryTexts } from '../texts.ts'
import { justScripts } from './justfile.ts'
import { npmScripts } from './npm-scripts.ts'
import type { RunnerCall, RunnerScript } from './runner-call.ts'
import { taskScripts } from './taskfile.ts'

/** In the order in which they run; undefined where the program is none of these runners, or its file has nothing of that name. */
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
