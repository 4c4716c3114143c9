import type { entryEntries } from '../entries/load-entry.ts'
import type { libraryEntries } from '../entries/load-library.ts'
import type { programEntries } from '../entries/load-program.ts'
import { type Documentation, notRelaxed } from './documentation.ts'

const doesNotStart = 'The container exits before the first line of the program runs.'

export const entryDocs: Readonly<Record<keyof typeof entryEntries, Documentation>> = {
  'load/no-command': {
    means: 'The image has neither an entry point nor a command.',
    matters: 'The engine refuses to create a container of it unless a command is given.',
    fix: 'Add `ENTRYPOINT` or `CMD` to the final stage.',
    relax: notRelaxed,
  },
  'load/no-shell': {
    means:
      '`ENTRYPOINT` or `CMD` is run by a shell (the shell form runs `/bin/sh -c`), but the image has none. Images that are built `FROM scratch` or on distroless have no shell.',
    matters: `${doesNotStart} The engine reports \`exec: "/bin/sh": no such file or directory\`.`,
    fix: 'Write the instruction in the exec form, for example `ENTRYPOINT ["/app"]`, or use a base image with a shell.',
    relax: notRelaxed,
  },
  'load/exec-form-quotes': {
    means:
      '`ENTRYPOINT` or `CMD` is written as a list whose quotes are not double quotes. That is not JSON, so the builder treats the whole line as the shell form.',
    matters: `${doesNotStart} The shell reports, for example, \`[/app]: not found\`.`,
    fix: 'Write the list as JSON, with double quotes: `ENTRYPOINT ["/app"]`.',
    relax: notRelaxed,
  },
  'load/script-interpreter': {
    means:
      'The entry script names an interpreter in its first line (`#!`) that the image does not have or that cannot be executed. Alpine images, for example, have no `/bin/bash`; `#!/usr/bin/env bash -e` makes `env` look for a program called `bash -e`.',
    matters: `${doesNotStart} The kernel reports \`no such file or directory\`, which looks as if the script itself were missing.`,
    fix: 'Name an interpreter that the image has, such as `#!/bin/sh`, or install it, for example with `apk add bash`.',
    relax: notRelaxed,
  },
  'load/script-line-endings': {
    means:
      'The lines of the entry script end in CR LF. The carriage return becomes part of the name of its interpreter, of an option, or of the command that it runs.',
    matters: `${doesNotStart} Often the message is \`no such file or directory\`, although every file exists. The same commit can work on one machine and fail on another, because git converts line endings according to its local settings.`,
    fix: 'Save the script with LF line endings, and keep them with the line `*.sh text eol=lf` in `.gitattributes`.',
    relax: notRelaxed,
  },
  'load/cannot-switch-user': {
    means: 'gosu or su-exec must switch to a user that the image does not have, or is not started as root.',
    matters: doesNotStart,
    fix: 'Add the user to the image, or use its numeric ID; start gosu and su-exec as root.',
    relax: notRelaxed,
  },
}

export const programDocs: Readonly<Record<keyof typeof programEntries, Documentation>> = {
  'load/program-missing': {
    means:
      'The image has no file at the path that its entry point starts, or none of that name in the directories of `PATH`. The finding names the script or init that starts it, if there is one.',
    matters: doesNotStart,
    fix: 'Copy the binary to the path that `ENTRYPOINT` or `CMD` names, or correct that path.',
    relax: notRelaxed,
  },
  'load/not-a-program': {
    means:
      'The kernel does not execute the file that the image starts: it is an object file, a shared library, a program of another operating system, empty, or a script without a usable first line (`#!`).',
    matters: `${doesNotStart} The kernel reports \`exec format error\`.`,
    fix: 'Build package `main` for Linux without `-buildmode=c-shared` or `c-archive`. Begin a script with `#!/bin/sh`, with nothing before it, not even a byte order mark.',
    relax: notRelaxed,
  },
  'load/not-executable': {
    means: 'The program is in the image but has no execute bit, or its path is a directory.',
    matters: `${doesNotStart} The engine reports \`permission denied\`.`,
    fix: 'Copy it with execute permission, for example `COPY --chmod=755`.',
    relax: notRelaxed,
  },
  'load/no-permission': {
    means:
      'The image runs as a user who is not allowed to execute the program, read the entry script, or search its directory.',
    matters: `${doesNotStart} The engine reports \`permission denied\`.`,
    fix: 'Copy it with `COPY --chown` or `--chmod=755`, and make all parent directories searchable (`chmod a+x`).',
    relax: notRelaxed,
  },
  'load/wrong-machine': {
    means: 'The program is built for a different architecture than the image.',
    matters: `${doesNotStart} The kernel reports \`exec format error\`, unless an emulator is registered on that host.`,
    fix: 'Build with the `GOARCH` of the image (`TARGETARCH` in a Dockerfile), or build the image with `--platform`.',
    relax: notRelaxed,
  },
  'load/no-interpreter': {
    means:
      'The program is dynamically linked, but the image does not have its program interpreter (the loader, such as `/lib64/ld-linux-x86-64.so.2`).',
    matters: `${doesNotStart} The kernel reports \`no such file or directory\`, which looks as if the program itself were missing.`,
    fix: 'Link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`), or use a base image with the C library that the program is linked against.',
    relax: notRelaxed,
  },
  'load/interpreter-broken': {
    means:
      'The file at the path of the program interpreter cannot load the program: it is not a regular file, not executable, not a loader, or for another architecture.',
    matters: doesNotStart,
    fix: 'Install the C library of the image again, for the architecture of the binary.',
    relax: notRelaxed,
  },
  'load/not-checked': {
    means:
      'linkgate could not find or read the program that the image starts. For example, its entry point is a script that linkgate does not understand.',
    matters: 'The program may fail to start. The start-up measurement still shows whether it does.',
    fix: 'Start the program directly from `ENTRYPOINT` in the exec form, or through `exec` in a short script.',
    relax: 'It is a warning and does not fail the check.',
  },
}

export const libraryDocs: Readonly<Record<keyof typeof libraryEntries, Documentation>> = {
  'load/library-missing': {
    means:
      'The program or one of its libraries needs a shared library that the loader does not find in the image. If the library exists but is not found, the finding shows the reason.',
    matters: `${doesNotStart} The loader reports \`error while loading shared libraries\`.`,
    fix: 'Install the package with the library in the final image, or link statically. If the library is in a directory of `ld.so.conf`, run `ldconfig` in that image.',
    relax: notRelaxed,
  },
  'load/library-broken': {
    means:
      'The first file that the loader finds for a library is not one that it can load: it is empty, a linker script, or for another architecture.',
    matters: doesNotStart,
    fix: 'Put a shared library at that path, or remove the file so that the loader finds another one.',
    relax: notRelaxed,
  },
  'load/version-missing': {
    means:
      'A library of the image lacks a symbol version that the program needs. Usually the program was built on a system with a newer glibc than that of the image.',
    matters: `${doesNotStart} The loader reports, for example, \`version 'GLIBC_2.38' not found\`.`,
    fix: 'Build on a system whose C library is not newer than that of the image, use a newer base image, or link statically.',
    relax: notRelaxed,
  },
  'load/symbol-missing': {
    means:
      'The program or one of its libraries uses a function or variable that no loaded library has. Usually a program that is linked against glibc runs on musl.',
    matters: `${doesNotStart} musl binds all symbols at start and reports \`symbol not found\`; glibc reports \`undefined symbol\`.`,
    fix: 'Build on the C library of the image, for example in an Alpine builder for an Alpine image, or link statically.',
    relax: notRelaxed,
  },
  'load/libc-mismatch': {
    means: 'The loader and `libc.so.6` of the image come from two releases of glibc.',
    matters:
      'Each uses private symbols of the other. With some pairs of releases no program starts, so the finding fails the check. With others it is a warning.',
    fix: 'Copy the loader and the C library from the same system.',
    relax: 'There is no setting for this. For a pair of releases that may work, it is only a warning.',
  },
  'load/libc-mixed': {
    means:
      'A file that is linked against glibc is loaded by musl, which replaces `libc.so.6` and ignores symbol versions.',
    matters:
      'musl has all functions that the program needs, but some behave differently than those of glibc.',
    fix: 'Build it against musl, for example in an Alpine builder, or link statically.',
    relax: 'It is a warning and does not fail the check.',
  },
  'load/processor-dependent': {
    means: 'A library exists only in a directory for newer processors, such as `glibc-hwcaps/x86-64-v3`.',
    matters: 'On an older processor the loader does not find it, and the program does not start.',
    fix: 'Also install the baseline build of the library, which runs on every processor.',
    relax: 'It is a warning and does not fail the check.',
  },
}
