/** The checks of `linkgate doctor`, for docs/troubleshooting.md. */
import type { CheckId } from '../../src/doctor/check.ts'
import { markdownTable } from './markdown-table.ts'

interface CheckDocs {
  readonly checks: string
  readonly matters: string
}

const docs: Readonly<Record<CheckId, CheckDocs>> = {
  build: {
    checks: 'whether `check` can build head: platform, stages, generated files, modules',
    matters: 'otherwise the run exits with 2 before it builds',
  },
  cache: {
    checks: 'whether Go modules and the build cache are kept between runs',
    matters: 'without a cache every run builds both revisions from scratch',
  },
  checkout: { checks: 'the checkout step', matters: 'without one there is nothing to build' },
  compiler: {
    checks: 'the C compiler, for each platform in `platforms`',
    matters: 'the runner compiles dynamic programs with it',
  },
  concurrency: {
    checks: 'the `concurrency` of the workflow',
    matters: 'outdated runs keep going, or runs of different pull requests cancel each other',
  },
  config: { checks: 'the configuration file', matters: 'an invalid one stops the run' },
  'config-name': {
    checks: 'files that look like a configuration',
    matters: 'linkgate reads one file and ignores the others',
  },
  disk: { checks: 'free disk space', matters: 'two revisions may need 2 GB' },
  engine: { checks: 'the container engine', matters: 'images are built and started with it' },
  event: { checks: 'the event of the run', matters: 'linkgate does not build on `pull_request_target`' },
  fetch: { checks: 'whether base can be fetched', matters: 'without base there is no comparison' },
  filter: {
    checks: 'the content of Git LFS, git-crypt and other filters',
    matters: 'both revisions need it as the checkout has it',
  },
  fork: {
    checks: 'how pull requests from forks are handled',
    matters: 'their token can neither comment nor set a status',
  },
  git: { checks: 'git and the repository', matters: 'both revisions are checked out with it' },
  go: { checks: 'Go, and the version that each `go.mod` requires', matters: 'an older Go does not build it' },
  image: {
    checks: 'the Dockerfile of the production image',
    matters: 'the built-in image is not the image that you ship',
  },
  input: { checks: 'the inputs of the action', matters: 'a misspelt input has no effect' },
  main: { checks: 'the main package', matters: 'linkgate measures one service in a run' },
  'merge-group': {
    checks: 'whether the workflow runs in the merge queue',
    matters: 'the queue waits for a required check that never runs',
  },
  noise: {
    checks: 'timing budgets below the noise floor (`--report`)',
    matters: 'changes that small are rarely clear on that runner',
  },
  permissions: {
    checks: 'the permissions of the job',
    matters: 'without them there is no comment or status',
  },
  pin: { checks: 'the version of the action', matters: 'a moving version can change the verdict' },
  publish: {
    checks: 'whether a broken budget is still uploaded and published',
    matters: 'a skipped job counts as passed',
  },
  submodule: { checks: 'commits of submodules', matters: 'a missing commit cannot be built' },
  token: {
    checks: 'the token of a measuring job',
    matters: 'code of the pull request on the runner could use it',
  },
  workflow: {
    checks: 'the workflows that use linkgate',
    matters: 'a workflow that cannot be read is not checked',
  },
}

export function doctorTable(): readonly string[] {
  return markdownTable(
    ['Check', 'Looks at', 'Why'],
    Object.entries(docs).map(([id, { checks, matters }]) => [`\`${id}\``, checks, matters]),
  )
}
