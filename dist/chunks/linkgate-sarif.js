import { S as sha256Of, Vt as version, z as harmlessJson } from "./linkgate-core.js";
import { _ as object, x as string } from "./zod.js";
import { E as verdictsOf, S as findingTitle, b as findingMessage, d as isBudget, o as outcomeOf, w as findingIds, y as findingFix } from "./linkgate-findings.js";
import { N as printable, S as findingPlace, _ as repositoryUri, g as docsUri, j as modesText, x as compilerComplaint } from "./linkgate-report.js";
// src/findings/docs/documentation.ts
const notRelaxed = "There is no setting for this: a program that cannot start has no start-up to measure. To measure only the modes that start, list them under `modes` in `.github/linkgate.yml`.";
const failsNothing = "It does not fail the check.";
// src/findings/docs/budget.ts
const relax$1 = "Raise the budget under `budgets` in `.github/linkgate.yml`, or set `level: warn` on it. A person with write access can also accept the change with the label of the input `accept-label`. The comment lists budgets that a pull request loosens for itself.";
const budgetDocs = {
	"budget/max-exceeded": {
		means: "A metric of head is above the `max` of its budget. For a metric with noise, the whole confidence interval is above it.",
		matters: "The ceiling that the team agreed on is broken.",
		fix: "Reduce the metric. The table of causes shows what contributes to a change against base.",
		relax: relax$1
	},
	"budget/increase-exceeded": {
		means: "A metric of head is above that of base by more than the `increase` of its budget. If the budget has a percentage and an amount, both are exceeded. For a timing, the estimate is above the budget, and the bound is above half of it and above the estimated difference between the two copies of base.",
		matters: "The change costs more than the team agreed on.",
		fix: "Look at the causes in the report: modules, files, package initialization, the base image.",
		relax: relax$1
	},
	"budget/undecided": {
		means: "A metric with noise is too close to its budget to decide, or the runner is too noisy. The verdict is `inconclusive`.",
		matters: "The budget may be broken.",
		fix: "Allow more rounds with the input `rounds`, use a quieter runner, or set a budget above the noise floor that the report shows.",
		relax: failsNothing
	},
	"budget/unmeasured": {
		means: "A metric with a budget could not be measured. The finding shows the reason.",
		matters: "Unmeasured is not a pass: if one of your own budgets cannot be checked, the check ends with exit code 3. It is a warning if the budget is a default and base has no number either. If base and head have the same image, their `increase` budgets are kept, measured or not.",
		fix: "Make the metric measurable. Most often the app does not start, see `start/not-ready`.",
		relax: "Set `unmeasured: warn` on the budget, or remove the budget."
	},
	"budget/reference-exceeded": {
		means: "A metric of a mode at head is above that of the reference mode at head by more than the `over-reference` of its budget. If it has a percentage and an amount, both are exceeded. Times are compared by the rule for base and head, in the rounds that both modes have.",
		matters: "The mode costs more, compared with the reference mode, than the team agreed on.",
		fix: "Compare what the two modes link and copy into their images; the table has the difference for each metric.",
		relax: relax$1
	},
	"budget/reference-undecided": {
		means: "The starts of a mode and of the reference mode do not decide whether the `over-reference` budget is broken or kept.",
		matters: "The budget may be broken. The finding shows the reason.",
		fix: "Allow more rounds with the input `rounds`, use a quieter runner, or raise the budget above the noise floor.",
		relax: failsNothing
	},
	"budget/reference-unmeasured": {
		means: "A budget between modes cannot be checked. The reference mode was not measured, or only one of the two modes has the built-in image.",
		matters: "Unmeasured is not a pass: the check ends with exit code 3, unless the budget has `unmeasured: warn`.",
		fix: "Make the reference mode measurable, choose another one with `reference`, or set the budget for `binary-size`.",
		relax: "Set `unmeasured: warn` on the budget, or remove `over-reference` from it."
	},
	"budget/no-baseline": {
		means: "There is no base to compare with: this is the first commit of the service, base does not build, or base does not start while head does.",
		matters: "`increase` budgets are skipped. If base builds but does not start, only those of start-up and memory are skipped.",
		fix: "Nothing, if the service is new or the change makes it start. Otherwise fix the build of base.",
		relax: failsNothing
	},
	"budget/loosened": {
		means: "The pull request removes a budget that base has, or raises its limit.",
		matters: "The change is judged by its own configuration, so reviewers should see that it became more lenient.",
		fix: "Restore the budget, or explain in the pull request why it changes.",
		relax: failsNothing
	}
};
// src/findings/docs/build.ts
const notMeasured = "Nothing of that revision can be measured. If head is not built, the check ends with exit code 3. If base does not build, there is no baseline for the mode.";
const transient = "If another run may succeed with the same files, the check also ends with exit code 3 when only base is affected: a missing comparison is not a pass.";
const relax = "Remove the mode from `modes` if only that mode fails. There is no other setting: a head that was not built cannot be measured.";
const engineAdvice = "Check that the engine keeps running and is reachable under the address in `DOCKER_HOST`, then run the job again.";
const buildDocs = {
	"build/same-inputs": {
		means: "In every mode, the Dockerfile, its build arguments, its base images and the build context after `.dockerignore` are the same at base and head. So are the files that `go build` reads, the workflows and the configuration of linkgate. linkgate built one image for both, to check that it still builds, or took the sizes from an earlier run with these inputs. Other modes were built only if a `max` budget needs their numbers. The app was started only if such a budget is for start-up, CPU time, memory or allocations.",
		matters: "Nothing that the pull request changes gets into an image, so every change is exactly 0. The check takes little more than one build. It does not show whether the other modes build, or whether the app starts: base has the same answer.",
		fix: "No action is needed. To measure everything anyway, set `build: { skip-unchanged: false }` in `.github/linkgate.yml`.",
		relax: failsNothing
	},
	"build/failed": {
		means: "A revision does not build for a reason that has no finding of its own: a file that the build needs is missing, the builder refuses the Dockerfile, or the command of `build.prepare` failed. The finding shows the last lines of the output and, if linkgate recognizes it, the cause.",
		matters: notMeasured,
		fix: "Run the same command in a fresh clone and fix what it prints. If a step of your workflow creates files before the build, such as generated code or a front end, set `build: { prepare: … }` in `.github/linkgate.yml`.",
		relax
	},
	"build/mode-unavailable": {
		means: "The machine lacks what a mode of the configuration needs to be linked: a C compiler, a C compiler for musl, or the static library of glibc. The finding shows what is missing and how to install it. The other modes are built and measured.",
		matters: "Nothing of the mode can be measured, so the check ends with exit code 3. The change is not the cause.",
		fix: "Install what is missing in a step before linkgate. [Modes](configuration.md#modes) lists what each mode needs.",
		relax: "Remove the mode from `modes`."
	},
	"build/mode-excluded": {
		means: "A mode is not measured on one of several platforms. Either the machine has no C compiler for that platform; the finding then names the packages to install. Or there is no such mode: on Windows and macOS, all programs are linked to the libraries of the system, so only `static` is measured there. All other modes and platforms are measured.",
		matters: "A budget of the mode is not checked on that platform. If no mode is left on any platform, nothing is measured, and the check ends with exit code 3.",
		fix: "Install the cross compiler in a step before linkgate. [Platforms](configuration.md#platforms) has its name for each platform.",
		relax: "Remove the platform from `platforms`."
	},
	"build/not-compiled": {
		means: "The Go compiler, or the C compiler for cgo, rejected the code. The finding shows what it printed.",
		matters: notMeasured,
		fix: "Fix the code. `go build` at the root of a fresh clone shows the same.",
		relax
	},
	"build/step-failed": {
		means: "A step of the Dockerfile failed. The finding names the step, its line and the exit code, and shows the last lines of what the step printed.",
		matters: notMeasured,
		fix: "Build the Dockerfile in a fresh clone with `docker build`, and change the step until it works there.",
		relax
	},
	"build/library-missing": {
		means: "The C linker did not find a library. For a static program it looks for `libNAME.a`, which distributions often ship in a separate package.",
		matters: notMeasured,
		fix: "Install the package with the library before the build: `libc6-dev` (Debian, Ubuntu) or `glibc-static` (Fedora, RHEL) for the C library, the `-dev` or `-static` package for others.",
		relax
	},
	"build/modules-not-fetched": {
		means: "A module could not be fetched: it does not exist, it is private and the job has no credentials, or its checksum differs from the one in `go.sum`. The finding lists modules of the same host or owner in one line.",
		matters: notMeasured,
		fix: "For private modules, set `GOPRIVATE` and give git the credentials in a step before linkgate. In a Dockerfile, pass them as a secret (`build: { secrets: … }`).",
		relax
	},
	"build/toolchain-missing": {
		means: "`go.mod` requires a newer Go than the build has, but the Go command could not download it or is not allowed to.",
		matters: notMeasured,
		fix: "Set `go-version-file: go.mod` for actions/setup-go; in a Dockerfile, build from an image with that version.",
		relax
	},
	"build/base-image-missing": {
		means: "An image that the Dockerfile is based on could not be pulled: it does not exist, it needs a login, the pull rate limit is reached, or the registry did not answer.",
		matters: `${notMeasured} ${transient}`,
		fix: "Correct the name, or log in with docker/login-action before linkgate, which also raises the rate limit of Docker Hub.",
		relax
	},
	"build/network-failed": {
		means: "A server that the Go command needed could not be reached: its name was not resolved, its certificate was not accepted, or it did not answer. The code is not the cause.",
		matters: `${notMeasured} ${transient}`,
		fix: "Run the job again. If the build runs behind a proxy, set `GOPROXY`, and install its certificate authority.",
		relax
	},
	"build/builder-unreachable": {
		means: "The builder, or the engine that it belongs to, did not answer when a build started. The code is not the cause.",
		matters: `${notMeasured} ${transient}`,
		fix: "Start the builder, or correct its address, and run the job again. `docker buildx inspect` and `docker info` show whether it answers.",
		relax
	},
	"build/builder-failed": {
		means: "The builder itself failed: it stopped answering, its client crashed, its disk is full, the build was cancelled, or the Dockerfile needs BuildKit and there is none. Exit code 137 means that a step was killed, usually because memory ran out. The code is not the cause.",
		matters: `${notMeasured} ${transient}`,
		fix: "Free disk space or memory, use a larger runner, or start the builder. Then run the job again.",
		relax
	},
	"build/engine-lost": {
		means: "The container engine stopped answering, or the connection to it was cut, while images were built, loaded or read. The code is not the cause.",
		matters: `${notMeasured} ${transient}`,
		fix: engineAdvice,
		relax
	},
	"build/skipped": {
		means: "Base was not built, because head was not built: there is nothing to compare.",
		matters: "It is unknown whether base builds.",
		fix: "Fix the build of head; another finding has the cause.",
		relax: failsNothing
	},
	"start/engine-lost": {
		means: "The container engine stopped answering, or the connection to it was cut, while the images were started. The code is not the cause.",
		matters: "Sizes and linkage are measured; start-up and memory are not, so the check cannot pass.",
		fix: engineAdvice,
		relax: "There is no setting for this: run the job again."
	},
	"start/not-ready": {
		means: "The app was started in its image but did not become ready: it exited, did not listen, did not answer, or answered with a status that does not count as ready. The finding shows the last lines of its log.",
		matters: "Start-up time, CPU time and memory of this variant are unmeasured, see `budget/unmeasured`. If base starts and head does not, the change keeps the app from starting: the check fails with exit code 1, whatever the budgets are. It is a warning if neither starts, and informational if only base does not.",
		fix: "Give the app what it needs under `startup` in `.github/linkgate.yml`: arguments, variables, files, a network with its services, more time, or the path and status that mean ready.",
		relax: "While neither side starts, default budgets only warn. Set `unmeasured: warn` on your own budgets of start-up and memory, or remove them, and the check passes without these numbers. Nothing relaxes a head that no longer starts."
	},
	"start/conditions": {
		means: "The app does not start with something that linkgate adds to its start command or environment, such as the variable `PORT`, but starts without it.",
		matters: "All variants of both revisions were started without it, and the report lists it. If fewer variants start without it, all were started with it, and this is a warning.",
		fix: "Set the variable or the arguments in the form that the app accepts, under `startup` in `.github/linkgate.yml`. `startup: { env: { PORT: null } }` keeps linkgate from setting PORT.",
		relax: failsNothing
	},
	"start/arguments-found": {
		means: "The built-in image has no command of its own. linkgate took the arguments of the program from the Dockerfile, the Procfile or a compose file of the repository.",
		matters: "Other arguments can change what is measured.",
		fix: "If these are not the arguments that production uses, set `startup: { args: … }`.",
		relax: failsNothing
	}
};
// src/findings/docs/dockerfile.ts
const warning$4 = "It is a warning and does not fail the check.";
const dockerfileDocs = {
	"dockerfile/not-used": {
		means: "linkgate does not measure the image of your Dockerfile. The program that this image starts is not the main package of the repository, or is not compiled in the Dockerfile. linkgate measures the built-in image instead.",
		matters: "The table does not show the image that you ship.",
		fix: "If a command compiles the program before the Dockerfile copies it, such as `make build`, set `build: { prepare: … }` to that command. Otherwise, set `build: { dockerfile: … }` to the Dockerfile that compiles the program.",
		relax: "Set `build: { dockerfile: false }` to measure the built-in image without this warning."
	},
	"dockerfile/no-builder": {
		means: "The embedded engine found no builder for the Dockerfile. That engine starts images but does not build Dockerfiles, so linkgate measures the built-in image instead.",
		matters: "The table does not show the image that you ship.",
		fix: "Run linkgate on a machine with Docker or Podman, or give the embedded engine [a builder](workflows.md#runners-without-docker).",
		relax: "Set `build: { dockerfile: false }` to measure the built-in image without this warning."
	},
	"dockerfile/other-platform": {
		means: "The Dockerfile builds no image for one of several platforms. Either a step such as `RUN apk add` runs programs of that platform, which the machine neither runs nor emulates. Or the Dockerfile builds for one fixed platform. linkgate measures the built-in image on that platform instead.",
		matters: "The table does not show the image that you ship for that platform.",
		fix: "Compile in a stage that is `FROM --platform=$BUILDPLATFORM`, with `GOOS=$TARGETOS GOARCH=$TARGETARCH`. If the final stage runs commands, register an emulator in a step before linkgate, for example with `docker/setup-qemu-action`.",
		relax: "Remove the platform from `platforms`."
	},
	"dockerfile/ineffective-env": {
		means: "The Dockerfile sets `CGO_ENABLED` in a way that `go build` does not see: the shell does not export it, or that shell ends before `go build` runs.",
		matters: "The program is linked differently than the line suggests.",
		fix: "Write `ENV CGO_ENABLED=…` before that line, or put the variable directly in front of `go build`.",
		relax: `${warning$4} To remove the warning, remove the line, which has no effect.`
	},
	"dockerfile/mode-not-listed": {
		means: "The program in the image of your Dockerfile is linked in a way that no mode of the configuration measures without changes.",
		matters: "No column of the table shows the image that you ship.",
		fix: "Add the mode that the program has under `modes`, or remove keys of that mode that only `go build` follows.",
		relax: warning$4
	},
	"dockerfile/mode-changed": {
		means: "The program in the image of your Dockerfile is linked differently at head than at base.",
		matters: "Each column compares images that are linked in one way, so no column shows this change.",
		fix: "Compare the column of the mode that was shipped at base with the column of the mode that is shipped now.",
		relax: warning$4
	},
	"dockerfile/not-derived": {
		means: "linkgate could not make the image of a mode from your Dockerfile, so that mode is measured in the built-in image.",
		matters: "The sizes of the programs can be compared between the modes, but not those of the images.",
		fix: "Change the Dockerfile as the reason in the finding requires, or name an image for the mode under `modes: { <name>: { dockerfile: … } }`.",
		relax: `${failsNothing} It is a warning only if keys of the mode have no effect on the image.`
	},
	"dockerfile/needs-repository": {
		means: "linkgate leaves `.git` out of what it builds, so that a commit alone changes no image. The build failed without it but succeeded with a copy of the repository, so base and head were both built with one.",
		matters: "A version or a commit that the build writes into the program differs between base and head, even if nothing else does.",
		fix: "No action is needed. To build without `.git`, pass the version as a build argument.",
		relax: failsNothing
	},
	"dockerfile/built-once": {
		means: "The Dockerfile, its build arguments and the build context after `.dockerignore` are the same at base and head. linkgate built the image once and used it for both.",
		matters: "The check is faster. All sizes are equal, and linkgate does not time an image against itself.",
		fix: "No action is needed. Files that the image does not need belong in `.dockerignore`: if only these change, there is no second build.",
		relax: failsNothing
	},
	"dockerfile/caches-restored": {
		means: "A job on a hosted runner starts with an empty builder. linkgate restored what an earlier run left in the cache mounts for GOCACHE and GOMODCACHE, before the first build.",
		matters: "The check is faster: dependencies are neither compiled nor downloaded again. Programs and images are the same.",
		fix: "No action is needed. `cache: false` disables all caches between runs, `build: { compile-caches: false }` those of the builder.",
		relax: failsNothing
	},
	"dockerfile/labelled": {
		means: "Docker's legacy builder and Podman leave behind an image for every step of a Dockerfile. linkgate adds a label to each stage to find and remove these images, even after a run was killed.",
		matters: "The image has the files, layers and sizes of your own `docker build`, but one more label in its configuration, and therefore another ID.",
		fix: "No action is needed. With BuildKit (docker-buildx, or docker/setup-buildx-action before linkgate), linkgate adds no label, and all builds share what Go compiles.",
		relax: failsNothing
	},
	"dockerfile/caches-unused": {
		means: "linkgate adds cache mounts for GOCACHE and GOMODCACHE to stages that compile Go. The build failed with them but succeeded without them.",
		matters: "The result is that of the build without mounts. Each image was compiled from scratch, which takes longer.",
		fix: "No action is needed. The usual reason is a step that needs files from these directories of the base image. Set `build: { compile-caches: false }` to skip the first attempt.",
		relax: failsNothing
	},
	"dockerfile/caches-unsupported": {
		means: "Your own build of the image, or the configuration, names a BuildKit cache. The builder that linkgate uses does not support this kind of cache.",
		matters: "Steps that are in the cache were built again, which takes longer.",
		fix: "Add docker/setup-buildx-action before linkgate: its builder supports all kinds. Docker's own builder supports `gha` and `local` only with the containerd image store.",
		relax: failsNothing
	},
	"dockerfile/settings-unused": {
		means: "`build.tags` or `build.ldflags` is set, but the image comes from a Dockerfile, which calls `go build` with its own flags.",
		matters: "These settings have no effect on the images of the Dockerfile.",
		fix: "Set the flags in the Dockerfile, or remove the settings.",
		relax: failsNothing
	}
};
// src/findings/docs/image.ts
const imageDocs = {
	"image/layer-changed": {
		means: "A layer differs from that of base although the program is the same. The finding lists the files that changed in it.",
		matters: "Every host that has the old layer downloads the new one.",
		fix: "Exclude what the image does not need in `.dockerignore`, or copy only the files that it needs. Run a command that writes such files in an earlier stage.",
		relax: failsNothing
	},
	"image/not-reproducible": {
		means: "A layer has the same files in base and head, but with different modification times.",
		matters: "Its digest changes with every build, so registries store it and hosts download it again.",
		fix: "Set the build argument `SOURCE_DATE_EPOCH`, which BuildKit uses as the modification time of files.",
		relax: failsNothing
	},
	"image/wasted": {
		means: "A layer has files that a later layer of the same image replaces or removes, at least 100 kB of them. Layers of the base image are not counted.",
		matters: "These bytes are not visible in any container, but they are stored and pulled with the image. A `RUN chown` or `RUN chmod` on a program stores it twice.",
		fix: "Copy each file once, with `COPY --chown` and `COPY --chmod`. Remove files in the instruction that creates them, or do both in an earlier stage.",
		relax: failsNothing
	}
};
// src/findings/docs/image-contents.ts
const warning$3 = "It is a warning and does not fail the check.";
const ofBase = "It is informational if the files come with the base image, and a warning otherwise.";
const imageContentsDocs = {
	"image/set-id-added": {
		means: "The image of head has executable files with the set-user-ID or set-group-ID bit that the image of base does not have.",
		matters: "Such a program runs with the rights of its owner or group, whichever user starts it. A flaw in it can give a user of the container root rights.",
		fix: "Copy the file with `COPY --chmod=755`, or remove the bits with `chmod u-s,g-s` in the instruction that adds it.",
		relax: ofBase
	},
	"image/writable-added": {
		means: "The image of head has files, or directories without the sticky bit, that every user may write to. In base they do not exist, or only some users may write to them.",
		matters: "An attacker who controls the app can replace files that other processes of the container read or run.",
		fix: "Set the owner with `COPY --chown` or `chown`, instead of a mode such as 777.",
		relax: ofBase
	},
	"image/secret-added": {
		means: "A layer of head has a file with the name of a secret, such as `id_rsa`, `.env` or `.netrc`, or a `.git` directory. Base does not have it. Files that a later layer removes count. A `.pem` or `.key` file counts only if it contains a private key. linkgate does not show the content of any file.",
		matters: "Anyone who can pull the image can read all of its layers, including files that a later layer removes.",
		fix: "Exclude the file in `.dockerignore`, or mount it in the instruction that needs it (`RUN --mount=type=secret`). Replace the secret if an image with it was pushed.",
		relax: `${warning$3} Files of the base image, test data (\`testdata\`) and files of Go modules and distributions do not count.`
	},
	"image/runs-as-root": {
		means: "The image of head runs as root, and that of base as another user.",
		matters: "An attacker who controls the app is root in the container, and after an escape perhaps outside of it.",
		fix: "Set `USER` in the final stage of the Dockerfile.",
		relax: warning$3
	}
};
// src/findings/docs/isolation.ts
const isolationDocs = { "start/outside-image": {
	means: "The embedded engine ran the check, but the machine allows neither namespaces nor `chroot`. linkgate started the program directly; a dynamic program uses the loader and the libraries of its image.",
	matters: "The app sees the files and the network of the machine. So start-up, CPU time and memory can differ from those in the image, and their budgets only warn.",
	fix: "Allow user namespaces on the runner, run the job as root or with `sudo` without a password, or run it on a machine with Docker.",
	relax: "It is a warning and does not fail the check."
} };
// src/findings/docs/link.ts
const warning$2 = "It is a warning and does not fail the check.";
const linkDocs = {
	"link/mode-not-achieved": {
		means: "The file that was built is not linked as its mode promises. linkgate reads this from the bytes of the file, not from the flags.",
		matters: "The column of that mode measures something other than its title promises, so the comparison of the modes is wrong.",
		fix: "For a dynamic program, set `CGO_ENABLED=1` and link a package that uses cgo. For a static one, set `CGO_ENABLED=0`, or link externally with `-extldflags -static`. For the other modes, see [modes](configuration.md#modes). If the configuration names an image for the mode, set a different one.",
		relax: "Remove the mode from `modes`, or define your own mode with the `link` that the program has."
	},
	"link/libc-changed": {
		means: "Head is linked against a different C library than base, or only one of them is linked against a C library.",
		matters: "On an image or host without that C library, the program does not start: `no such file or directory`.",
		fix: "Build where base was built, change the base image in every place that runs the program, or find the change that enabled cgo.",
		relax: `${warning$2} A program that no longer needs a C library is only reported.`
	},
	"link/library-added": {
		means: "Head needs a shared library that base did not need.",
		matters: "Every image and host that runs the program must have it. The finding shows whether the image of head has it.",
		fix: "Install the library wherever the program runs, or link statically.",
		relax: warning$2
	},
	"link/glibc-raised": {
		means: "Head needs a newer glibc than base.",
		matters: "On an older system the program does not start: `version not found`. The finding names the distributions that it no longer runs on.",
		fix: "Build on a system that is not newer than the oldest one that the program runs on, or link statically.",
		relax: warning$2
	},
	"link/hardening-lost": {
		means: "The program of head lacks a protection that the program of base has: PIE, RELRO, BIND_NOW or a stack that is not executable. Or it has writable code, TEXTREL or an RPATH, which base does not have.",
		matters: "A memory error, in C code for example, is easier to exploit without it.",
		fix: "Restore the build flags of base. `-buildmode=pie` gives PIE, and `-extldflags \"-Wl,-z,relro,-z,now\"` full RELRO.",
		relax: warning$2
	},
	"link/static-with-cgo": {
		means: "A package of the program does not work without cgo, such as `github.com/mattn/go-sqlite3`: compiled with `CGO_ENABLED=0` it has no code, or a stub that fails when it is called. For the built-in image of a static mode, linkgate therefore compiles the program with cgo, and the C linker links everything statically.",
		matters: "The program works, and it is static. It contains C code and the C library, so it is larger than one without cgo. The finding shows the flags.",
		fix: "No action is needed. To measure what you ship, build your static image in the same way, or name a Dockerfile for the mode.",
		relax: "It is informational. Give the mode its own `env`, `tags` or `ldflags` if other flags are right."
	},
	"link/static-loading": {
		means: "C code of a static program calls functions of glibc that load shared libraries at run time, such as `getaddrinfo`, `getpwnam` or `dlopen`. The linker warns about these calls.",
		matters: "In an image without exactly those libraries, the calls fail: host names are not resolved, and users are not found.",
		fix: "Remove the C code that calls them, link against musl, or ship the dynamic program.",
		relax: "It is a warning where head calls a function that base did not call, and informational otherwise."
	},
	"link/dead-code-lost": {
		means: "The Go linker leaves out methods that nothing calls. In head it no longer does: the program has a function that looks up methods by names that are not constants (`reflect.Value.MethodByName`, `reflect.Type.Method`), or it can load plugins. Then any exported method may be called, so the linker keeps all of them, with everything that they call. `html/template` and `text/template` contain such a function. linkgate reads this from the linker (`-dumpdep`) when it builds head on the runner, so images that your Dockerfile compiles are not covered.",
		matters: "The program becomes larger, often by a third. linkgate measures by how much: it links head once more as if nothing looked up methods, or builds it with a known fix, such as a build tag. The comment lists the bytes as a separate cause.",
		fix: "The chain in the finding leads from `main.main` to the function. Remove one of its calls, and do the same for each other function that the finding names. Or use the build tag that it names.",
		relax: `${warning$2} Set \`build: { relink: false }\` to skip the check.`
	},
	"link/dead-code-kept": {
		means: "The Go linker keeps all exported methods of the program, as for `link/dead-code-lost`, and this pull request did not change that. Services that use Gin 1.11 and bind JSON are affected: the validator that comes with Gin looks up methods by name.",
		matters: "The program is larger than necessary. linkgate measures by how much, to the byte: it builds base once with a known fix, such as a build tag, or links it as if nothing looked up methods. Later runs use the result of this one. Head is measured instead in these cases: there is no base; base is the commit before it on the same branch; a function that keeps methods in base is not in head; or head already has the newer module that base would need.",
		fix: "Use the build tag that the finding names, in the version of the module that has it. If there is none, remove the calls that lead to the functions that the finding names: each of them keeps all methods.",
		relax: "It is informational. Set `build: { relink: false }` to skip the check."
	}
};
// src/findings/docs/load.ts
const doesNotStart = "The container exits before the first line of the program runs.";
const entryDocs = {
	"load/no-command": {
		means: "The image has neither an entry point nor a command.",
		matters: "The engine refuses to create a container of it unless a command is given.",
		fix: "Add `ENTRYPOINT` or `CMD` to the final stage.",
		relax: notRelaxed
	},
	"load/no-shell": {
		means: "`ENTRYPOINT` or `CMD` is run by a shell (the shell form runs `/bin/sh -c`), but the image has none. Images that are built `FROM scratch` or on distroless have no shell.",
		matters: `${doesNotStart} The engine reports \`exec: "/bin/sh": no such file or directory\`.`,
		fix: "Write the instruction in the exec form, for example `ENTRYPOINT [\"/app\"]`, or use a base image with a shell.",
		relax: notRelaxed
	},
	"load/exec-form-quotes": {
		means: "`ENTRYPOINT` or `CMD` is written as a list whose quotes are not double quotes. That is not JSON, so the builder treats the whole line as the shell form.",
		matters: `${doesNotStart} The shell reports, for example, \`[/app]: not found\`.`,
		fix: "Write the list as JSON, with double quotes: `ENTRYPOINT [\"/app\"]`.",
		relax: notRelaxed
	},
	"load/script-interpreter": {
		means: "The entry script names an interpreter in its first line (`#!`) that the image does not have or that cannot be executed. Alpine images, for example, have no `/bin/bash`; `#!/usr/bin/env bash -e` makes `env` look for a program called `bash -e`.",
		matters: `${doesNotStart} The kernel reports \`no such file or directory\`, which looks as if the script itself were missing.`,
		fix: "Name an interpreter that the image has, such as `#!/bin/sh`, or install it, for example with `apk add bash`.",
		relax: notRelaxed
	},
	"load/script-line-endings": {
		means: "The lines of the entry script end in CR LF. The carriage return becomes part of the name of its interpreter, of an option, or of the command that it runs.",
		matters: `${doesNotStart} Often the message is \`no such file or directory\`, although every file exists. The same commit can work on one machine and fail on another, because git converts line endings according to its local settings.`,
		fix: "Save the script with LF line endings, and keep them with the line `*.sh text eol=lf` in `.gitattributes`.",
		relax: notRelaxed
	},
	"load/cannot-switch-user": {
		means: "gosu or su-exec must switch to a user that the image does not have, or is not started as root.",
		matters: doesNotStart,
		fix: "Add the user to the image, or use its numeric ID; start gosu and su-exec as root.",
		relax: notRelaxed
	}
};
const programDocs = {
	"load/program-missing": {
		means: "The image has no file at the path that its entry point starts, or none of that name in the directories of `PATH`. The finding names the script or init that starts it, if there is one.",
		matters: doesNotStart,
		fix: "Copy the binary to the path that `ENTRYPOINT` or `CMD` names, or correct that path.",
		relax: notRelaxed
	},
	"load/not-a-program": {
		means: "The kernel does not execute the file that the image starts: it is an object file, a shared library, a program of another operating system, empty, or a script without a usable first line (`#!`).",
		matters: `${doesNotStart} The kernel reports \`exec format error\`.`,
		fix: "Build package `main` for Linux without `-buildmode=c-shared` or `c-archive`. Begin a script with `#!/bin/sh`, with nothing before it, not even a byte order mark.",
		relax: notRelaxed
	},
	"load/not-executable": {
		means: "The program is in the image but has no execute bit, or its path is a directory.",
		matters: `${doesNotStart} The engine reports \`permission denied\`.`,
		fix: "Copy it with execute permission, for example `COPY --chmod=755`.",
		relax: notRelaxed
	},
	"load/no-permission": {
		means: "The image runs as a user who is not allowed to execute the program, read the entry script, or search its directory.",
		matters: `${doesNotStart} The engine reports \`permission denied\`.`,
		fix: "Copy it with `COPY --chown` or `--chmod=755`, and make all parent directories searchable (`chmod a+x`).",
		relax: notRelaxed
	},
	"load/wrong-machine": {
		means: "The program is built for a different architecture than the image.",
		matters: `${doesNotStart} The kernel reports \`exec format error\`, unless an emulator is registered on that host.`,
		fix: "Build with the `GOARCH` of the image (`TARGETARCH` in a Dockerfile), or build the image with `--platform`.",
		relax: notRelaxed
	},
	"load/no-interpreter": {
		means: "The program is dynamically linked, but the image does not have its program interpreter (the loader, such as `/lib64/ld-linux-x86-64.so.2`).",
		matters: `${doesNotStart} The kernel reports \`no such file or directory\`, which looks as if the program itself were missing.`,
		fix: "Link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`), or use a base image with the C library that the program is linked against.",
		relax: notRelaxed
	},
	"load/interpreter-broken": {
		means: "The file at the path of the program interpreter cannot load the program: it is not a regular file, not executable, not a loader, or for another architecture.",
		matters: doesNotStart,
		fix: "Install the C library of the image again, for the architecture of the binary.",
		relax: notRelaxed
	},
	"load/not-checked": {
		means: "linkgate could not find or read the program that the image starts. For example, its entry point is a script that linkgate does not understand.",
		matters: "The program may fail to start. The start-up measurement still shows whether it does.",
		fix: "Start the program directly from `ENTRYPOINT` in the exec form, or through `exec` in a short script.",
		relax: "It is a warning and does not fail the check."
	}
};
const libraryDocs = {
	"load/library-missing": {
		means: "The program or one of its libraries needs a shared library that the loader does not find in the image. If the library exists but is not found, the finding shows the reason.",
		matters: `${doesNotStart} The loader reports \`error while loading shared libraries\`.`,
		fix: "Install the package with the library in the final image, or link statically. If the library is in a directory of `ld.so.conf`, run `ldconfig` in that image.",
		relax: notRelaxed
	},
	"load/library-broken": {
		means: "The first file that the loader finds for a library is not one that it can load: it is empty, a linker script, or for another architecture.",
		matters: doesNotStart,
		fix: "Put a shared library at that path, or remove the file so that the loader finds another one.",
		relax: notRelaxed
	},
	"load/version-missing": {
		means: "A library of the image lacks a symbol version that the program needs. Usually the program was built on a system with a newer glibc than that of the image.",
		matters: `${doesNotStart} The loader reports, for example, \`version 'GLIBC_2.38' not found\`.`,
		fix: "Build on a system whose C library is not newer than that of the image, use a newer base image, or link statically.",
		relax: notRelaxed
	},
	"load/symbol-missing": {
		means: "The program or one of its libraries uses a function or variable that no loaded library has. Usually a program that is linked against glibc runs on musl.",
		matters: `${doesNotStart} musl binds all symbols at start and reports \`symbol not found\`; glibc reports \`undefined symbol\`.`,
		fix: "Build on the C library of the image, for example in an Alpine builder for an Alpine image, or link statically.",
		relax: notRelaxed
	},
	"load/libc-mismatch": {
		means: "The loader and `libc.so.6` of the image come from two releases of glibc.",
		matters: "Each uses private symbols of the other. With some pairs of releases no program starts, so the finding fails the check. With others it is a warning.",
		fix: "Copy the loader and the C library from the same system.",
		relax: "There is no setting for this. For a pair of releases that may work, it is only a warning."
	},
	"load/libc-mixed": {
		means: "A file that is linked against glibc is loaded by musl, which replaces `libc.so.6` and ignores symbol versions.",
		matters: "musl has all functions that the program needs, but some behave differently than those of glibc.",
		fix: "Build it against musl, for example in an Alpine builder, or link statically.",
		relax: "It is a warning and does not fail the check."
	},
	"load/processor-dependent": {
		means: "A library exists only in a directory for newer processors, such as `glibc-hwcaps/x86-64-v3`.",
		matters: "On an older processor the loader does not find it, and the program does not start.",
		fix: "Also install the baseline build of the library, which runs on every processor.",
		relax: "It is a warning and does not fail the check."
	}
};
// src/findings/docs/runtime.ts
const warning$1 = "It is a warning and does not fail the check. It is informational if base has the same problem.";
const inspectOnly = "Only `linkgate inspect` shows it.";
const runtimeDocs = {
	"runtime/user-missing": {
		means: "The image runs as a user by name, and its `/etc/passwd` does not have that name.",
		matters: "The engine cannot start the container.",
		fix: "Use a numeric user, such as `USER 65532:65532`, or copy an `/etc/passwd` with that name into the image.",
		relax: notRelaxed
	},
	"runtime/group-missing": {
		means: "The image runs with a group by name, and its `/etc/group` does not have that name.",
		matters: "The engine cannot start the container.",
		fix: "Use a numeric group, such as `USER 65532:65532`, or copy an `/etc/group` with that name into the image.",
		relax: notRelaxed
	},
	"runtime/no-certificates": {
		means: "The image has no CA certificates where the standard library of Go looks for them.",
		matters: "The program starts, but every TLS connection that it opens fails.",
		fix: "Copy `/etc/ssl/certs/ca-certificates.crt` into the image, install `ca-certificates` there, or import `golang.org/x/crypto/x509roots/fallback`.",
		relax: warning$1
	},
	"runtime/no-time-zones": {
		means: "The image has no time zone files where the standard library of Go looks for them.",
		matters: "`time.LoadLocation` fails, and a `TZ` that the image sets has no effect: local time is UTC. A report shows it only if `TZ` is set; `linkgate inspect` always does.",
		fix: "Build with `-tags timetzdata` (about 450 kB), or copy `/usr/share/zoneinfo` into the image.",
		relax: warning$1
	},
	"runtime/no-temporary-directory": {
		means: "The image has no directory for temporary files, or the user of the image cannot write to it.",
		matters: "Creating temporary files fails, for example during large multipart uploads.",
		fix: "Create `/tmp` in the image with mode 1777, mount one, or set `TMPDIR`.",
		relax: warning$1
	},
	"runtime/user-unnamed": {
		means: "The user of the image has no entry in its `/etc/passwd`.",
		matters: "`user.Current` and `user.Lookup` of `os/user` return an error.",
		fix: "Copy an `/etc/passwd` with that user into the image if the program looks up user names.",
		relax: inspectOnly
	},
	"runtime/no-home": {
		means: "The home directory of the user is not in the image.",
		matters: "Programs cannot write caches or configuration to it.",
		fix: "Create the directory in the image, or set `HOME` to one that exists.",
		relax: inspectOnly
	}
};
// src/findings/docs/runtime-change.ts
const warning = "It is a warning and does not fail the check.";
const information = "It is informational.";
const besideLibc = "It is informational if the C library changed too, which has its own warning.";
const runtimeChangeDocs = {
	"runtime/resolver-changed": {
		means: "Head resolves host names differently than base: with Go code, with the C library, or with one of them under other conditions. linkgate reads this from the program, and from the environment and `/etc/nsswitch.conf` of the image.",
		matters: "Go's resolver and those of glibc and musl differ in search domains, timeouts, caching and sources such as mDNS. A program without cgo ignores `GODEBUG=netdns=cgo`.",
		fix: "Set `GODEBUG=netdns=go` or `netdns=cgo` in the image to choose one. `netdns=cgo` requires cgo and no build tag `netgo`.",
		relax: `${warning} ${besideLibc}`
	},
	"runtime/users-changed": {
		means: "Head looks up users and groups (`os/user`) differently than base: with Go code, which reads `/etc/passwd` and `/etc/group`, or with the C library. glibc uses the sources in `/etc/nsswitch.conf`.",
		matters: "Users of other sources, such as `sss` or `ldap`, are found with glibc only, and only if the image has the library of the source.",
		fix: "Build with `-tags osusergo` for Go code in every mode, or install the missing `libnss_*.so.2` in the image.",
		relax: `${warning} ${besideLibc}`
	},
	"runtime/certificates-changed": {
		means: "The CA certificates of head come from another file or directory, or from the program itself.",
		matters: "The app may trust different certificates. If head has none, it gets the finding `runtime/no-certificates` instead.",
		fix: "No action is needed if the change is intended.",
		relax: information
	},
	"runtime/time-zones-changed": {
		means: "The time zones that `time.LoadLocation` loads come from a different place than in base, or from none.",
		matters: "Releases of the time zone database differ in some rules. Without time zones, `time.LoadLocation` fails.",
		fix: "Build with `-tags timetzdata` (about 450 kB), or copy `/usr/share/zoneinfo` into the image.",
		relax: `It is a warning if head has no time zones and base had some, and informational otherwise. It does not fail the check.`
	},
	"runtime/allocator-changed": {
		means: "C code of head gets its memory from another allocator: that of another C library, or jemalloc, mimalloc or tcmalloc.",
		matters: "Speed and memory of C code may change, especially with many threads. Go does not use this allocator for its own memory.",
		fix: "No action is needed if the change is intended.",
		relax: `${warning} ${besideLibc}`
	}
};
// src/findings/docs/vulnerability.ts
const vulnerabilityDocs = {
	"vulnerability/new": {
		means: "The program of head has a known vulnerability that the program of base does not have. Its module has an affected version, and a function that the database names is linked in.",
		matters: "The change brings it in: by a module, by an older version, or by a call that now reaches the function.",
		fix: "Update the module, or Go, to the version that the finding names. If a `replace` line in go.mod sets the version, change that line.",
		relax: "Accept it under `vulnerabilities: { accept: … }` with a reason, or set `new: warn`. The label of the input `accept-label` does not accept vulnerabilities."
	},
	"vulnerability/max-exceeded": {
		means: "The program of head has more known vulnerabilities than `vulnerabilities: { max: … }` allows. Accepted ones do not count.",
		matters: "The ceiling that the team agreed on is broken. The database may have new entries since the last check.",
		fix: "Update the modules that the report lists.",
		relax: "Raise `max`, or accept vulnerabilities with a reason."
	},
	"vulnerability/unmeasured": {
		means: "The database could not be read, a program lacks the information to compare with it, or the check did not look for vulnerabilities. The finding shows the reason.",
		matters: "Unmeasured is not a pass: the program may have any vulnerability.",
		fix: "Make the database reachable, or name one with `vulnerabilities: { database: … }`.",
		relax: "Set `unmeasured: warn` under `vulnerabilities`."
	},
	"vulnerability/acceptance-expired": {
		means: "An entry of `vulnerabilities: { accept: … }` has an `until` in the past, and a program of head still has the vulnerability.",
		matters: "The vulnerability counts again for `new` and `max`.",
		fix: "Fix the vulnerability, or accept it for longer.",
		relax: failsNothing
	},
	"vulnerability/loosened": {
		means: "The pull request raises `max`, lowers `new` or `unmeasured` to a warning, removes one of them, accepts another vulnerability, or reads another database.",
		matters: "The change is judged by its own configuration, so reviewers should see that it became more lenient. Another database may lack entries.",
		fix: "Restore the budget, or explain in the pull request why it changes.",
		relax: failsNothing
	}
};
// src/findings/docs/findings-document.ts
const findingDocumentation = {
	...buildDocs,
	...isolationDocs,
	...entryDocs,
	...programDocs,
	...libraryDocs,
	...runtimeDocs,
	...runtimeChangeDocs,
	...linkDocs,
	...dockerfileDocs,
	...imageDocs,
	...imageContentsDocs,
	...vulnerabilityDocs,
	...budgetDocs
};
const findingGroup = (id) => id.split("/")[0] ?? "";
const findingAnchor = (id) => id.replace("/", "-");
// src/report/sarif/rules.ts
const sarifLevels = [
	"error",
	"warning",
	"note"
];
function sarifLevel(verdict) {
	switch (verdict) {
		case "fail":
		case "unmeasured": return "error";
		case "warn": return "warning";
		case "inconclusive": return "note";
		case "pass": return;
	}
}
function worstLevel(id) {
	const levels = verdictsOf(id).map(sarifLevel);
	return sarifLevels.find((level) => levels.includes(level));
}
const ruleIds = findingIds.filter((id) => worstLevel(id) !== void 0);
const precisionOf = (id) => id === "image/secret-added" ? "medium" : "very-high";
const securityFindings = new Set([
	"image/set-id-added",
	"image/writable-added",
	"image/secret-added",
	"image/runs-as-root",
	"link/hardening-lost"
]);
const severities = {
	error: "error",
	warning: "warning",
	note: "recommendation"
};
function sarifRules() {
	return ruleIds.map((id) => {
		const { means, matters, fix, relax } = findingDocumentation[id];
		const level = worstLevel(id) ?? "note";
		const parts = [
			means,
			`**Why it matters:** ${matters}`,
			`**How to fix it:** ${fix}`,
			`**How to relax it:** ${relax}`
		];
		return {
			id,
			name: pascalCase(id),
			shortDescription: { text: upperFirst(findingTitle({ id })) },
			fullDescription: { text: withoutMarkup(means) },
			help: {
				text: withoutMarkup(parts.join("\n\n")),
				markdown: absoluteLinks(parts.join("\n\n"))
			},
			helpUri: `${docsUri}/findings.md#${findingAnchor(id)}`,
			defaultConfiguration: { level },
			properties: {
				tags: tagsOf(id),
				precision: precisionOf(id),
				"problem.severity": severities[level]
			}
		};
	});
}
function tagsOf(id) {
	const group = findingGroup(id);
	return group === "vulnerability" || securityFindings.has(id) ? [group, "security"] : [group];
}
const pascalCase = (id) => id.split(/[/-]/).map(upperFirst).join("");
const upperFirst = (text) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const absoluteLinks = (markdown) => markdown.replace(/\]\((?!https?:)/g, `](${docsUri}/`);
const withoutMarkup = (markdown) => markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("**", "");
// src/report/sarif/sarif.ts
const mostResults = 5e3;
const longestLine = 3e3;
const longestMessage = 8e3;
async function sarifText(reports) {
	const found = reports.flatMap(problemsOf);
	const ordered = sarifLevels.flatMap((level) => found.filter((one) => one.level === level)).slice(0, mostResults);
	const isOnly = reports.length === 1;
	const fingerprints = await fingerprintsOf(ordered);
	const results = ordered.map((one, index) => ({
		...resultOf(one, isOnly),
		partialFingerprints: { primaryLocationLineHash: fingerprints[index] }
	}));
	const [app = ""] = isOnly ? reports.map((report) => report.app) : [];
	const log = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "linkgate",
				semanticVersion: version,
				informationUri: repositoryUri,
				rules: sarifRules()
			} },
			automationDetails: { id: isOnly ? `linkgate/${categoryName(app)}/` : "linkgate/" },
			columnKind: "utf16CodeUnits",
			results
		}]
	};
	return `${harmlessJson(log)}\n`;
}
const categoryName = (app) => printable(app, 100).replaceAll("/", "-");
function problemsOf(report) {
	const isAccepted = outcomeOf(report) === "accepted";
	return report.findings.flatMap((finding) => {
		const level = sarifLevel(finding.verdict);
		if (level === void 0) return [];
		return [{
			level: isAccepted && level === "error" ? "warning" : level,
			finding,
			report
		}];
	});
}
function resultOf({ level, finding, report }, isOnly) {
	return {
		ruleId: finding.id,
		ruleIndex: ruleIds.indexOf(finding.id),
		level,
		message: { text: messageText(finding, report, isOnly) },
		locations: [{ physicalLocation: physicalLocation(findingPlace(finding, report)) }]
	};
}
function messageText(finding, report, isOnly) {
	const about = [isOnly ? "" : report.app, modesText([finding])].filter((part) => part !== "").join(" · ");
	const fix = findingFix(finding);
	return [
		`${about === "" ? "" : `${about}: `}${findingMessage(finding)}`,
		compilerComplaint(finding, report)?.message,
		fix === void 0 ? void 0 : `fix: ${fix}`
	].filter((part) => part !== void 0).flatMap((part) => part.split(/\r\n|\n|\r/)).map((line) => printable(line, longestLine)).join("\n").replaceAll("](", "] (").slice(0, longestMessage).toWellFormed();
}
function physicalLocation({ file, line }) {
	return {
		artifactLocation: {
			uri: file.toWellFormed().split("/").map(encodeURIComponent).join("/"),
			uriBaseId: "%SRCROOT%"
		},
		region: {
			startLine: line,
			startColumn: 1,
			endLine: line,
			endColumn: 1
		}
	};
}
async function fingerprintsOf(results) {
	const seen = new Map();
	const numbered = results.map(({ finding, report }) => {
		const identity = identityOf(finding, report);
		const count = (seen.get(identity) ?? 0) + 1;
		seen.set(identity, count);
		return {
			identity,
			count
		};
	});
	return Promise.all(numbered.map(async ({ identity, count }) => `${(await sha256Of(identity)).slice(0, 16)}:${count}`));
}
function identityOf(finding, { app }) {
	const { id, revision, mode, platform, metric, params } = finding;
	const names = isBudget(id) ? [] : Object.entries(params).flatMap(([key, value]) => namesOf(key, value));
	return JSON.stringify([
		app,
		id,
		revision,
		mode,
		platform,
		metric,
		names
	]);
}
function namesOf(key, value) {
	if (key === "version" || key === "fixed") return [];
	if (Array.isArray(value)) return value.flatMap((one) => namesOf(key, pathIn(one)));
	return typeof value === "string" && /^\S+$/.test(value) ? [[key, value]] : [];
}
const ofFile = object({ path: string() });
const pathIn = (value) => ofFile.safeParse(value).data?.path ?? value;
export { sarifText };
