/** Why a program does not start in its image: problems with the file itself or its program interpreter. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { loadProblem, staticInstead } from '../fact.ts'
import { severalModes as modes, revisionName } from '../subject.ts'

const buildProgram = 'build package `main`, without `-buildmode=c-shared` or `c-archive`'

const brokenInterpreters = {
  'no-file': 'is not a file',
  'not-executable': 'is not executable',
} as const

const addLine = 'write `#!/bin/sh` as its first line, or start it with `ENTRYPOINT ["/bin/sh", "…"]`'

/** Files that the kernel does not execute. */
const notPrograms = {
  'not-linked': { is: 'an object file', fix: buildProgram },
  'shared-library': { is: 'a shared library', fix: buildProgram },
  'other-system': {
    is: 'a program of another operating system',
    fix: 'build for Linux (`GOOS=linux`)',
  },
  empty: { is: 'an empty file', fix: 'copy the program to that path' },
  'no-line': { is: 'neither a program nor a script with an interpreter line (`#!`)', fix: addLine },
  'byte-order-mark': {
    is: 'a script with a byte order mark before its `#!`',
    fix: 'save the script as UTF-8 without a byte order mark',
  },
  'late-line': {
    is: 'a script that does not begin with `#!`',
    fix: 'remove everything before `#!`, including blank lines',
  },
  'long-line': {
    is: 'a script with an interpreter line of more than 256 bytes',
    fix: 'use a shorter path of the interpreter',
  },
  'blank-line': { is: 'a script without an interpreter after `#!`', fix: addLine },
} as const

export const programEntries = {
  'load/program-missing': loadProblem({
    title: 'program missing',
    params: readonlyObject({
      /** As written in the image or the script. */
      path: text,
      /** The script, shell or init that starts it; absent if the image starts it directly. */
      by: optional(text),
      /** Value of PATH, if `path` is a name that is searched for there. */
      search: optional(text),
      /** The working directory, if `path` is relative. */
      directory: optional(text),
      /** The dangling symbolic link. */
      link: optional(readonlyObject({ path: text, target: text })),
      modes,
    }),
    problem({ path, by, search, directory, link }) {
      const what =
        search !== undefined
          ? `no program \`${path}\` in the directories of PATH (\`${search}\`)`
          : directory !== undefined
            ? `no file \`${path}\` in \`${directory}\``
            : `no file \`${path}\``
      const where = link === undefined ? '' : `: \`${link.path}\` is a link to \`${link.target}\``
      const starter = by === undefined ? '' : `, which \`${by}\` starts`
      return `the image has ${what}${starter}${where}`
    },
    output: ({ path, by, search, link }) =>
      by !== undefined || link !== undefined
        ? ''
        : search === undefined
          ? `${path}: no such file or directory`
          : 'executable file not found in $PATH',
    fix: ({ path, by, search }) =>
      by !== undefined && search !== undefined
        ? `install \`${path}\` in the image or copy it into one of these directories, or correct its name in \`${by}\``
        : by !== undefined
          ? `copy the program to that path, or correct the path in \`${by}\``
          : search === undefined
            ? 'copy the binary to the path that the image starts'
            : 'copy the binary into one of these directories, or write its path in `ENTRYPOINT` or `CMD`',
    headline: 'the program is missing',
  }),

  'load/not-a-program': loadProblem({
    title: 'not a program',
    params: readonlyObject({
      path: text,
      what: z.enum([
        'not-linked',
        'shared-library',
        'other-system',
        'empty',
        'no-line',
        'byte-order-mark',
        'late-line',
        'long-line',
        'blank-line',
      ]),
      modes,
    }),
    problem: ({ path, what }) => `\`${path}\` cannot be executed: it is ${notPrograms[what].is}`,
    output: () => 'exec format error',
    fix: ({ what }) => notPrograms[what].fix,
    headline: 'what the image starts is not a program',
  }),

  'load/not-executable': loadProblem({
    title: 'not executable',
    params: readonlyObject({ path: text, kind: optional(z.literal('directory')), modes }),
    problem: ({ path, kind }) =>
      kind === 'directory'
        ? `\`${path}\` is a directory in the image`
        : `\`${path}\` is not executable in the image`,
    output: ({ kind }) => (kind === 'directory' ? '' : 'permission denied'),
    fix: ({ kind }) =>
      kind === 'directory'
        ? 'write the path of the program in `ENTRYPOINT` or `CMD`, not that of its directory'
        : 'copy the program with its mode, for example `COPY --chmod=755`',
    headline: 'the program is not executable',
  }),

  'load/no-permission': loadProblem({
    title: 'no permission',
    params: readonlyObject({
      path: text,
      right: z.enum(['execute', 'read', 'search']),
      /** The file itself, or the parent directory that denies access. */
      at: text,
      /** Mode bits in octal. */
      mode: text,
      /** Numeric user ID. */
      owner: z.number(),
      /** As in the image config. */
      user: text,
      modes,
    }),
    problem: ({ path, right, at, mode, owner, user }) =>
      `user \`${user}\` is not allowed to ${right} ${right === 'search' ? `the directory \`${at}\` of \`${path}\`` : `\`${at}\``} (mode ${mode}, owner ${owner})`,
    output: () => 'permission denied',
    fix: ({ right, at, user }) =>
      right === 'search'
        ? `make the directory searchable (\`RUN chmod a+x ${at}\`), or copy it with \`--chown=${user}\``
        : `copy the file with \`--chmod=755\`, or with \`--chown=${user}\``,
    headline: 'the user of the image is not allowed to start the program',
  }),

  'load/wrong-machine': loadProblem({
    title: 'wrong machine',
    params: readonlyObject({ path: text, machine: text, image: text, modes }),
    problem: ({ path, machine, image }) =>
      `\`${path}\` is built for ${machine}, but the image is for ${image}`,
    output: ({ path }) => `exec ${path}: exec format error`,
    fix: ({ machine, image }) =>
      `build the program with \`GOARCH=${image}\`, or the image with \`--platform=linux/${machine}\``,
    headline: 'the program is built for another architecture',
  }),

  'load/no-interpreter': loadProblem({
    title: 'no interpreter',
    params: readonlyObject({
      program: text,
      interpreter: text,
      /** The image has no libraries at all. */
      bare: z.boolean(),
      /** The C library of the image. */
      libc: optional(z.enum(['glibc', 'musl'])),
      /** The script whose interpreter the program is. */
      script: optional(text),
      modes,
    }),
    problem({ program, interpreter, bare, libc }) {
      const musl = isOfMusl(interpreter)
      const other =
        libc !== undefined && (libc === 'musl') !== musl
          ? `; the program is linked against ${musl ? 'musl' : 'glibc'}, but the image has ${libc}`
          : ''
      return `\`${program}\` needs the program interpreter \`${interpreter}\`, which is not in the image${bare ? ' (`FROM scratch`)' : other}`
    },
    output: ({ program, script }) => `exec ${script ?? program}: no such file or directory`,
    fix: ({ interpreter }) =>
      `${staticInstead}, or use an image with ${isOfMusl(interpreter) ? 'musl, such as Alpine' : 'glibc, such as Debian or distroless/base'}`,
    headline: 'the program interpreter is missing',
  }),

  'load/interpreter-broken': loadProblem({
    title: 'interpreter broken',
    params: readonlyObject({
      program: text,
      interpreter: text,
      flaw: z.discriminatedUnion('kind', [
        readonlyObject({ kind: z.enum(['no-file', 'not-executable']) }),
        /** `isShort`: smaller than the ELF header, so the kernel cannot read it. */
        readonlyObject({ kind: z.literal('no-loader'), detail: text, isShort: z.boolean() }),
        readonlyObject({ kind: z.literal('wrong-machine'), machine: text, program: text }),
      ]),
      modes,
    }),
    problem({ interpreter, flaw }) {
      const why =
        flaw.kind === 'no-loader'
          ? `is not a loader: ${flaw.detail}`
          : flaw.kind === 'wrong-machine'
            ? `is for ${flaw.machine}, and the program is for ${flaw.program}`
            : brokenInterpreters[flaw.kind]
      return `the program interpreter \`${interpreter}\` ${why}`
    },
    output({ flaw }) {
      if (flaw.kind === 'no-file' || flaw.kind === 'not-executable') return 'permission denied'
      const isShort = flaw.kind === 'no-loader' && flaw.isShort
      return isShort ? 'input/output error' : 'accessing a corrupted shared library'
    },
    fix: () => 'reinstall the C library of the image, for the architecture of the program',
    headline: 'the program interpreter is unusable',
  }),

  'load/not-checked': entry({
    verdicts: ['warn', 'pass'],
    title: 'not checked',
    params: readonlyObject({
      /** A sentence with the reason. */
      detail: text,
    }),
    message: ({ detail }, { revision, mode = '' }) =>
      `${revisionName(revision)}, mode \`${mode}\`: linkgate could not check whether the image starts: ${detail}`,
  }),
} as const

const isOfMusl = (interpreter: string) => interpreter.includes('/ld-musl-')
