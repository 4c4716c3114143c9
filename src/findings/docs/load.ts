import type { libraryEntries } from '../entries/load-library.ts'
import type { programEntries } from '../entries/load-program.ts'
import { type Documentation, notRelaxed } from './documentation.ts'

const doesNotStart = 'The container exits before the first line of the program runs.'

export const programDocs: Readonly<Record<keyof typeof programEntries, Documentation>> = {
  'load/program-missing': {
    means: 'The image has no file at the path that its entry point starts.',
    matters: doesNotStart,
    fix: 'Copy the binary to the path that `ENTRYPOINT` or `CMD` names, or correct that path.',
    relax: notRelaxed,
  },
  'load/not-a-program': {
    means:
      'The file that the image starts is an ELF file that cannot be executed: an object file or a shared library.',
    matters: `${doesNotStart} The kernel reports \`exec format error\`.`,
    fix: 'Build package `main` without `-buildmode=c-shared` or `c-archive`.',
    relax: notRelaxed,
  },
  'load/not-executable': {
    means: 'The program is in the image, and no execute bit of its mode is set.',
    matters: `${doesNotStart} The engine reports \`permission denied\`.`,
    fix: 'Copy it with its mode, for example `COPY --chmod=755`.',
    relax: notRelaxed,
  },
  'load/wrong-machine': {
    means: 'The program is built for another architecture than the image.',
    matters: `${doesNotStart} The kernel reports \`exec format error\`, unless an emulator is registered on that host.`,
    fix: 'Build with the `GOARCH` of the image, in a Dockerfile with `TARGETARCH`, or build the image with `--platform`.',
    relax: notRelaxed,
  },
  'load/no-interpreter': {
    means:
      'The program is dynamically linked, and the image does not have its program interpreter (the loader, such as `/lib64/ld-linux-x86-64.so.2`).',
    matters: `${doesNotStart} The kernel reports \`no such file or directory\`, which looks as if the program itself were missing.`,
    fix: 'Link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`), or use a base image with the C library that the program is linked against.',
    relax: notRelaxed,
  },
  'load/interpreter-broken': {
    means:
      'The image has a file at the path of the program interpreter, and it cannot load the program: it is not a file, not executable, not a loader, or for another architecture.',
    matters: doesNotStart,
    fix: 'Install the C library of the image again, for the architecture of the binary.',
    relax: notRelaxed,
  },
  'load/not-checked': {
    means:
      'linkgate could not find or read the program that the image starts, for example because its entry point is a script that it does not understand.',
    matters: 'The program may fail to start. The start-up measurement still shows whether it does.',
    fix: 'Start the program directly from `ENTRYPOINT` in the exec form, or through `exec` in a short script.',
    relax: 'It is a warning and does not fail the check.',
  },
}

export const libraryDocs: Readonly<Record<keyof typeof libraryEntries, Documentation>> = {
  'load/library-missing': {
    means:
      'The program or one of its libraries needs a shared library that the loader does not find in the image. If the library is there but not found, the finding says why.',
    matters: `${doesNotStart} The loader reports \`error while loading shared libraries\`.`,
    fix: 'Install the package that has the library in the final image, run `ldconfig` there if the library is in a directory of `ld.so.conf`, or link statically.',
    relax: notRelaxed,
  },
  'load/library-broken': {
    means:
      'The first file that the loader takes for a library is not a library that it can load: it is empty, a linker script, or for another architecture.',
    matters: doesNotStart,
    fix: 'Put a shared library at that path, or remove the file so that the loader finds another one.',
    relax: notRelaxed,
  },
  'load/version-missing': {
    means:
      'A library of the image lacks a symbol version that the program needs. Usually the program was built on a system with a newer glibc than the image has.',
    matters: `${doesNotStart} The loader reports, for example, \`version 'GLIBC_2.38' not found\`.`,
    fix: 'Build on a system whose C library is not newer than that of the image, take a newer base image, or link statically.',
    relax: notRelaxed,
  },
  'load/libc-mismatch': {
    means: 'The loader and `libc.so.6` of the image come from two releases of glibc.',
    matters:
      'Both use private symbols of each other. With some pairs of releases no program starts; then the finding fails the check. With others it is a warning.',
    fix: 'Copy the loader and the C library from the same system.',
    relax: 'There is no setting for this. A pair of releases that may work is a warning already.',
  },
  'load/libc-mixed': {
    means:
      'A file that is linked against glibc is loaded by musl, which stands in for `libc.so.6` and ignores symbol versions.',
    matters:
      'The program starts only as long as it uses no function that musl lacks, and may behave differently.',
    fix: 'Build it against musl, for example in an Alpine builder, or link statically.',
    relax: 'It is a warning and does not fail the check.',
  },
  'load/processor-dependent': {
    means: 'A library exists only in a directory for newer processors, such as `glibc-hwcaps/x86-64-v3`.',
    matters: 'On an older processor the loader does not find it, and the program does not start.',
    fix: 'Install the library for every processor beside it.',
    relax: 'It is a warning and does not fail the check.',
  },
}
