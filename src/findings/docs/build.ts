import type { buildEntries } from '../entries/build.ts'
import { type Documentation, failsNothing } from './documentation.ts'

const notMeasured =
  'Nothing of that revision can be measured. If head is not built, the check ends with exit code 3. If base does not build, there is no baseline for the mode.'

/** For failures that the revision did not cause. */
const transient =
  'If another run may succeed with the same files, the check also ends with exit code 3 when only base is affected: a missing comparison is not a pass.'

const relax =
  'Remove the mode from `modes` if only that mode fails. There is no other setting: a head that was not built cannot be measured.'

const engineAdvice =
  'Check that the engine keeps running and is reachable under the address in `DOCKER_HOST`, then run the job again.'

export const buildDocs: Readonly<Record<keyof typeof buildEntries, Documentation>> = {
  'build/same-inputs': {
    means:
      'In every mode, the Dockerfile, its build arguments, its base images and the build context after `.dockerignore` are the same at base and head. So are the files that `go build` reads, the workflows and the configuration of linkgate. linkgate built one image for both, to check that it still builds, or took the sizes from an earlier run with these inputs. Other modes were built only if a `max` budget needs their numbers. The app was started only if such a budget is for start-up, CPU time, memory or allocations.',
    matters:
      'Nothing that the pull request changes gets into an image, so every change is exactly 0. The check takes little more than one build. It does not show whether the other modes build, or whether the app starts: base has the same answer.',
    fix: 'No action is needed. To measure everything anyway, set `build: { skip-unchanged: false }` in `.github/linkgate.yml`.',
    relax: failsNothing,
  },
  'build/failed': {
    means:
      'A revision does not build for a reason that has no finding of its own: a file that the build needs is missing, the builder refuses the Dockerfile, or the command of `build.prepare` failed. The finding shows the last lines of the output and, if linkgate recognizes it, the cause.',
    matters: notMeasured,
    fix: 'Run the same command in a fresh clone and fix what it prints. If a step of your workflow creates files before the build, such as generated code or a front end, set `build: { prepare: … }` in `.github/linkgate.yml`.',
    relax,
  },
  'build/mode-unavailable': {
    means:
      'The machine lacks what a mode of the configuration needs to be linked: a C compiler, a C compiler for musl, or the static library of glibc. The finding shows what is missing and how to install it. The other modes are built and measured.',
    matters:
      'Nothing of the mode can be measured, so the check ends with exit code 3. The change is not the cause.',
    fix: 'Install what is missing in a step before linkgate. [Modes](configuration.md#modes) lists what each mode needs.',
    relax: 'Remove the mode from `modes`.',
  },
  'build/mode-excluded': {
    means:
      'A mode is not measured on one of several platforms. Either the machine has no C compiler for that platform; the finding then names the packages to install. Or there is no such mode: on Windows and macOS, all programs are linked to the libraries of the system, so only `static` is measured there. All other modes and platforms are measured.',
    matters:
      'A budget of the mode is not checked on that platform. If no mode is left on any platform, nothing is measured, and the check ends with exit code 3.',
    fix: 'Install the cross compiler in a step before linkgate. [Platforms](configuration.md#platforms) has its name for each platform.',
    relax: 'Remove the platform from `platforms`.',
  },
  'build/not-compiled': {
    means:
      'The Go compiler, or the C compiler for cgo, rejected the code. The finding shows what it printed.',
    matters: notMeasured,
    fix: 'Fix the code. `go build` at the root of a fresh clone shows the same.',
    relax,
  },
  'build/step-failed': {
    means:
      'A step of the Dockerfile failed. The finding names the step, its line and the exit code, and shows the last lines of what the step printed.',
    matters: notMeasured,
    fix: 'Build the Dockerfile in a fresh clone with `docker build`, and change the step until it works there.',
    relax,
  },
  'build/library-missing': {
    means:
      'The C linker did not find a library. For a static program it looks for `libNAME.a`, which distributions often ship in a separate package.',
    matters: notMeasured,
    fix: 'Install the package with the library before the build: `libc6-dev` (Debian, Ubuntu) or `glibc-static` (Fedora, RHEL) for the C library, the `-dev` or `-static` package for others.',
    relax,
  },
  'build/modules-not-fetched': {
    means:
      'A module could not be fetched: it does not exist, it is private and the job has no credentials, or its checksum differs from the one in `go.sum`. The finding lists modules of the same host or owner in one line.',
    matters: notMeasured,
    fix: 'For private modules, set `GOPRIVATE` and give git the credentials in a step before linkgate. In a Dockerfile, pass them as a secret (`build: { secrets: … }`).',
    relax,
  },
  'build/toolchain-missing': {
    means:
      '`go.mod` requires a newer Go than the build has, but the Go command could not download it or is not allowed to.',
    matters: notMeasured,
    fix: 'Set `go-version-file: go.mod` for actions/setup-go; in a Dockerfile, build from an image with that version.',
    relax,
  },
  'build/base-image-missing': {
    means:
      'An image that the Dockerfile is based on could not be pulled: it does not exist, it needs a login, the pull rate limit is reached, or the registry did not answer.',
    matters: `${notMeasured} ${transient}`,
    fix: 'Correct the name, or log in with docker/login-action before linkgate, which also raises the rate limit of Docker Hub.',
    relax,
  },
  'build/network-failed': {
    means:
      'A server that the Go command needed could not be reached: its name was not resolved, its certificate was not accepted, or it did not answer. The code is not the cause.',
    matters: `${notMeasured} ${transient}`,
    fix: 'Run the job again. If the build runs behind a proxy, set `GOPROXY`, and install its certificate authority.',
    relax,
  },
  'build/builder-unreachable': {
    means:
      'The builder, or the engine that it belongs to, did not answer when a build started. The code is not the cause.',
    matters: `${notMeasured} ${transient}`,
    fix: 'Start the builder, or correct its address, and run the job again. `docker buildx inspect` and `docker info` show whether it answers.',
    relax,
  },
  'build/builder-failed': {
    means:
      'The builder itself failed: it stopped answering, its client crashed, its disk is full, the build was cancelled, or the Dockerfile needs BuildKit and there is none. Exit code 137 means that a step was killed, usually because memory ran out. The code is not the cause.',
    matters: `${notMeasured} ${transient}`,
    fix: 'Free disk space or memory, use a larger runner, or start the builder. Then run the job again.',
    relax,
  },
  'build/engine-lost': {
    means:
      'The container engine stopped answering, or the connection to it was cut, while images were built, loaded or read. The code is not the cause.',
    matters: `${notMeasured} ${transient}`,
    fix: engineAdvice,
    relax,
  },
  'build/skipped': {
    means: 'Base was not built, because head was not built: there is nothing to compare.',
    matters: 'It is unknown whether base builds.',
    fix: 'Fix the build of head; another finding has the cause.',
    relax: failsNothing,
  },
  'start/engine-lost': {
    means:
      'The container engine stopped answering, or the connection to it was cut, while the images were started. The code is not the cause.',
    matters: 'Sizes and linkage are measured; start-up and memory are not, so the check cannot pass.',
    fix: engineAdvice,
    relax: 'There is no setting for this: run the job again.',
  },
  'start/not-ready': {
    means:
      'The app was started in its image but did not become ready: it exited, did not listen, did not answer, or answered with a status that does not count as ready. The finding shows the last lines of its log.',
    matters:
      'Start-up time, CPU time and memory of this variant are unmeasured, see `budget/unmeasured`. If base starts and head does not, the change keeps the app from starting: the check fails with exit code 1, whatever the budgets are. It is a warning if neither starts, and informational if only base does not.',
    fix: 'Give the app what it needs under `startup` in `.github/linkgate.yml`: arguments, variables, files, a network with its services, more time, or the path and status that mean ready.',
    relax:
      'While neither side starts, default budgets only warn. Set `unmeasured: warn` on your own budgets of start-up and memory, or remove them, and the check passes without these numbers. Nothing relaxes a head that no longer starts.',
  },
  'start/conditions': {
    means:
      'The app does not start with something that linkgate adds to its start command or environment, such as the variable `PORT`, but starts without it.',
    matters:
      'All variants of both revisions were started without it, and the report lists it. If fewer variants start without it, all were started with it, and this is a warning.',
    fix: 'Set the variable or the arguments in the form that the app accepts, under `startup` in `.github/linkgate.yml`. `startup: { env: { PORT: null } }` keeps linkgate from setting PORT.',
    relax: failsNothing,
  },
  'start/arguments-found': {
    means:
      'The built-in image has no command of its own. linkgate took the arguments of the program from the Dockerfile, the Procfile or a compose file of the repository.',
    matters: 'Other arguments can change what is measured.',
    fix: 'If these are not the arguments that production uses, set `startup: { args: … }`.',
    relax: failsNothing,
  },
}
