/** How the embedded engine started an app. */
import { readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'

export const isolationEntries = {
  'start/outside-image': entry({
    verdicts: ['warn'],
    title: 'started outside its image',
    /** `because`: the system's error when isolation was refused. */
    params: readonlyObject({ because: text }),
    message: ({ because }) =>
      `The app was started outside its image, because this machine refuses namespaces and another root directory (\`${because}\`). Its start-up, CPU time and memory are measured, but their budgets only warn.`,
    fix: () =>
      'allow user namespaces on the runner, or run the job as root or with `sudo` without a password, or on a machine with Docker',
  }),
} as const
