import type { dockerfileEntries } from '../entries/dockerfile.ts'
import { type Documentation, failsNothing } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'

export const dockerfileDocs: Readonly<Record<keyof typeof dockerfileEntries, Documentation>> = {
  'dockerfile/not-used': {
    means:
      'linkgate does not measure the image of your Dockerfile. The program that this image starts is not the main package of the repository, or is not compiled in the Dockerfile. linkgate measures the built-in image instead.',
    matters: 'The table does not show the image that you ship.',
    fix: 'If a command compiles the program before the Dockerfile copies it, such as `make build`, set `build: { prepare: … }` to that command. Otherwise, set `build: { dockerfile: … }` to the Dockerfile that compiles the program.',
    relax: 'Set `build: { dockerfile: false }` to measure the built-in image without this warning.',
  },
  'dockerfile/no-builder': {
    means:
      'The embedded engine found no builder for the Dockerfile. That engine starts images but does not build Dockerfiles, so linkgate measures the built-in image instead.',
    matters: 'The table does not show the image that you ship.',
    fix: 'Run linkgate on a machine with Docker or Podman, or give the embedded engine [a builder](workflows.md#runners-without-docker).',
    relax: 'Set `build: { dockerfile: false }` to measure the built-in image without this warning.',
  },
  'dockerfile/other-platform': {
    means:
      'The Dockerfile builds no image for one of several platforms. Either a step such as `RUN apk add` runs programs of that platform, which the machine neither runs nor emulates. Or the Dockerfile builds for one fixed platform. linkgate measures the built-in image on that platform instead.',
    matters: 'The table does not show the image that you ship for that platform.',
    fix: 'Compile in a stage that is `FROM --platform=$BUILDPLATFORM`, with `GOOS=$TARGETOS GOARCH=$TARGETARCH`. If the final stage runs commands, register an emulator in a step before linkgate, for example with `docker/setup-qemu-action`.',
    relax: 'Remove the platform from `platforms`.',
  },
  'dockerfile/ineffective-env': {
    means:
      'The Dockerfile sets `CGO_ENABLED` in a way that `go build` does not see: the shell does not export it, or that shell ends before `go build` runs.',
    matters: 'The program is linked differently than the line suggests.',
    fix: 'Write `ENV CGO_ENABLED=…` before that line, or put the variable directly in front of `go build`.',
    relax: `${warning} To remove the warning, remove the line, which has no effect.`,
  },
  'dockerfile/mode-not-listed': {
    means:
      'The program in the image of your Dockerfile is linked in a way that no mode of the configuration measures without changes.',
    matters: 'No column of the table shows the image that you ship.',
    fix: 'Add the mode that the program has under `modes`, or remove keys of that mode that only `go build` follows.',
    relax: warning,
  },
  'dockerfile/mode-changed': {
    means: 'The program in the image of your Dockerfile is linked differently at head than at base.',
    matters: 'Each column compares images that are linked in one way, so no column shows this change.',
    fix: 'Compare the column of the mode that was shipped at base with the column of the mode that is shipped now.',
    relax: warning,
  },
  'dockerfile/not-derived': {
    means:
      'linkgate could not make the image of a mode from your Dockerfile, so that mode is measured in the built-in image.',
    matters: 'The sizes of the programs can be compared between the modes, but not those of the images.',
    fix: 'Change the Dockerfile as the reason in the finding requires, or name an image for the mode under `modes: { <name>: { dockerfile: … } }`.',
    relax: `${failsNothing} It is a warning only if keys of the mode have no effect on the image.`,
  },
  'dockerfile/needs-repository': {
    means:
      'linkgate leaves `.git` out of what it builds, so that a commit alone changes no image. The build failed without it but succeeded with a copy of the repository, so base and head were both built with one.',
    matters:
      'A version or a commit that the build writes into the program differs between base and head, even if nothing else does.',
    fix: 'No action is needed. To build without `.git`, pass the version as a build argument.',
    relax: failsNothing,
  },
  'dockerfile/built-once': {
    means:
      'The Dockerfile, its build arguments and the build context after `.dockerignore` are the same at base and head. linkgate built the image once and used it for both.',
    matters: 'The check is faster. All sizes are equal, and linkgate does not time an image against itself.',
    fix: 'No action is needed. Files that the image does not need belong in `.dockerignore`: if only these change, there is no second build.',
    relax: failsNothing,
  },
  'dockerfile/caches-restored': {
    means:
      'A job on a hosted runner starts with an empty builder. linkgate restored what an earlier run left in the cache mounts for GOCACHE and GOMODCACHE, before the first build.',
    matters:
      'The check is faster: dependencies are neither compiled nor downloaded again. Programs and images are the same.',
    fix: 'No action is needed. `cache: false` disables all caches between runs, `build: { compile-caches: false }` those of the builder.',
    relax: failsNothing,
  },
  'dockerfile/labelled': {
    means:
      "Docker's legacy builder and Podman leave behind an image for every step of a Dockerfile. linkgate adds a label to each stage to find and remove these images, even after a run was killed.",
    matters:
      'The image has the files, layers and sizes of your own `docker build`, but one more label in its configuration, and therefore another ID.',
    fix: 'No action is needed. With BuildKit (docker-buildx, or docker/setup-buildx-action before linkgate), linkgate adds no label, and all builds share what Go compiles.',
    relax: failsNothing,
  },
  'dockerfile/caches-unused': {
    means:
      'linkgate adds cache mounts for GOCACHE and GOMODCACHE to stages that compile Go. The build failed with them but succeeded without them.',
    matters:
      'The result is that of the build without mounts. Each image was compiled from scratch, which takes longer.',
    fix: 'No action is needed. The usual reason is a step that needs files from these directories of the base image. Set `build: { compile-caches: false }` to skip the first attempt.',
    relax: failsNothing,
  },
  'dockerfile/caches-unsupported': {
    means:
      'Your own build of the image, or the configuration, names a BuildKit cache. The builder that linkgate uses does not support this kind of cache.',
    matters: 'Steps that are in the cache were built again, which takes longer.',
    fix: "Add docker/setup-buildx-action before linkgate: its builder supports all kinds. Docker's own builder supports `gha` and `local` only with the containerd image store.",
    relax: failsNothing,
  },
  'dockerfile/settings-unused': {
    means:
      '`build.tags` or `build.ldflags` is set, but the image comes from a Dockerfile, which calls `go build` with its own flags.',
    matters: 'These settings have no effect on the images of the Dockerfile.',
    fix: 'Set the flags in the Dockerfile, or remove the settings.',
    relax: failsNothing,
  },
}
