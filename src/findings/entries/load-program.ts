/** What keeps a program from starting in its image: the file itself and its interpreter. */
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
      /** As it is named. */
      path: text,
      /** What starts it: a script, a shell, an init; absent: the image itself. */
      by: optional(text),
      /** PATH, if a name is searched for there. */
      search: optional(text),
      /** Where a relative path begins. */
      directory: optional(text),
      /** The link that leads nowhere. */
      link: optional(readonlyObject({ path: text, target: text })),
      modes,
    }),
    says({ path, by, search, directory, link }) {
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
    shown: ({ path, by, search, link }) =>
      by !== undefined || link !== undefined
        ? ''
        : search === undefined
          ? `${path}: no such file or directory`
          : 'executable file not found in $PATH',
    fix: ({ by, search }) =>
      by !== undefined
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
    says: ({ path, what }) => `\`${path}\` cannot be executed: it is ${notPrograms[what].is}`,
    shown: () => 'exec format error',
    fix: ({ what }) => notPrograms[what].fix,
    headline: 'what the image starts is not a program',
  }),

  'load/not-executable': loadProblem({
    title: 'not executable',
    params: readonlyObject({ path: text, kind: optional(z.literal('directory')), modes }),
    says: ({ path, kind }) =>
      kind === 'directory'
        ? `\`${path}\` is a directory in the image`
        : `\`${path}\` is not executable in the image`,
    shown: ({ kind }) => (kind === 'directory' ? '' : 'permission denied'),
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
      /** What refuses it: the file itself, or a directory on the way. */
      at: text,
      /** Octal. */
      mode: text,
      /** Number of the user. */
      owner: z.number(),
      /** As in the image config. */
      user: text,
      modes,
    }),
    says: ({ path, right, at, mode, owner, user }) =>
      `user \`${user}\` is not allowed to ${right} ${right === 'search' ? `the directory \`${at}\` of \`${path}\`` : `\`${at}\``} (mode ${mode}, owner ${owner})`,
    shown: () => 'permission denied',
    fix: ({ right, at, user }) =>
      right === 'search'
        ? `make the directory searchable (\`RUN chmod a+x ${at}\`), or copy it with \`--chown=${user}\``
        : `copy the file with \`--chmod=755\`, or with \`--chown=${user}\``,
    headline: 'the user of the image is not allowed to start the program',
  }),

  'load/wrong-machine': loadProblem({
    title: 'wrong machine',
    params: readonlyObject({ path: text, machine: text, image: text, modes }),
    says: ({ path, machine, image }) => `\`${path}\` is built for ${machine}, but the image is for ${image}`,
    shown: ({ path }) => `exec ${path}: exec format error`,
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
    says({ program, interpreter, bare, libc }) {
      const musl = isOfMusl(interpreter)
      const other =
        libc !== undefined && (libc === 'musl') !== musl
          ? `; the program is linked against ${musl ? 'musl' : 'glibc'}, but the image has ${libc}`
          : ''
      return `\`${program}\` needs the program interpreter \`${interpreter}\`, which is not in the image${bare ? ' (`FROM scratch`)' : other}`
    },
    shown: ({ program, script }) => `exec ${script ?? program}: no such file or directory`,
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
        /** `isShort`: smaller than an ELF header, which the kernel reads whole. */
        readonlyObject({ kind: z.literal('no-loader'), detail: text, isShort: z.boolean() }),
        readonlyObject({ kind: z.literal('wrong-machine'), machine: text, program: text }),
      ]),
      modes,
    }),
    says({ interpreter, flaw }) {
      const why =
        flaw.kind === 'no-loader'
          ? `is not a loader: ${flaw.detail}`
          : flaw.kind === 'wrong-machine'
            ? `is for ${flaw.machine}, and the program is for ${flaw.program}`
            : brokenInterpreters[flaw.kind]
      return `the program interpreter \`${interpreter}\` ${why}`
    },
    shown({ flaw }) {
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
      /** Why, in a sentence of the reader that gave up. */
      detail: text,
    }),
    message: ({ detail }, { revision, mode = '' }) =>
      `${revisionName(revision)}, mode \`${mode}\`: linkgate could not check whether the image starts: ${detail}`,
  }),
} as const

const isOfMusl = (interpreter: string) => interpreter.includes('/ld-musl-')
