import type { buildEntries } from '../entries/build.ts'
import { type Documentation, failsNothing } from './documentation.ts'

export const buildDocs: Readonly<Record<keyof typeof buildEntries, Documentation>> = {
  'build/failed': {
    means:
      'A revision does not build: `go build`, the Dockerfile or the command of `build.prepare` failed. The finding has the last lines of the output and, where linkgate recognizes it, the cause.',
    matters:
      'Nothing of that revision can be measured. If head does not build, the check ends with exit code 3. If base does not build, there is no baseline for the mode.',
    fix: 'Run the same command in a fresh clone and fix what it prints. If a step of your workflow creates files before the build, such as generated code or a front end, set `build: { prepare: … }` in `.github/linkgate.yml`.',
    relax:
      'Remove the mode from `modes` if only that mode fails. There is no other setting: a head that does not build cannot be measured.',
  },
  'start/not-ready': {
    means:
      'The app was started in its image and did not become ready: it exited, did not listen, did not answer, or answered with another status than the one that counts as ready. The finding has the last lines of its log.',
    matters:
      'Start-up time, CPU time and memory of this variant are unmeasured, see `budget/unmeasured`. If base starts and head does not, the change keeps the app from starting: the check fails with exit code 1, whatever the budgets are. It is a warning if neither starts, and informational if only base does not.',
    fix: 'Give the app what it needs under `startup` in `.github/linkgate.yml`: arguments, variables, files, a network with its services, more time, or the path and status that mean ready.',
    relax:
      'While neither side starts, default budgets only warn. Set `unmeasured: warn` on your own budgets of start-up and memory, or remove them, and the check passes without these numbers. Nothing relaxes a head that no longer starts.',
  },
  'start/conditions': {
    means:
      'The app does not start with something that linkgate adds to how its image starts it, such as the variable `PORT`, and starts without it.',
    matters:
      'All variants of both revisions were started without it, which the report says. If fewer of them started so, they were started with it, and this is a warning.',
    fix: 'Give the variable or the arguments in the form that the app reads, under `startup` in `.github/linkgate.yml`. `startup: { env: { PORT: null } }` keeps linkgate from setting PORT.',
    relax: failsNothing,
  },
  'start/arguments-found': {
    means:
      'The built-in image has no command of its own, so linkgate took the arguments of the program from the Dockerfile, the Procfile or a compose file of the repository.',
    matters: 'Other arguments can change what is measured.',
    fix: 'If these are not the arguments that production uses, set `startup: { args: … }`.',
    relax: failsNothing,
  },
}
