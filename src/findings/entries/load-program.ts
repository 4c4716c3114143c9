/** What keeps a program from starting in its image: the file itself and its interpreter. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { loadProblem, staticInstead } from '../fact.ts'
import { severalModes as modes, revisionName } from '../subject.ts'

const buildProgram = 'build a program: package `main`, without `-buildmode=c-shared` or `c-archive`'

const brokenInterpreters = {
  'no-file': 'is no file',
  'not-executable': 'is not executable',
} as const

const addLine = 'begin it with `#!/bin/sh`, or start it as `ENTRYPOINT ["/bin/sh", "…"]`'

/** Files that the kernel does not execute. */
const notPrograms = {
  'not-linked': { is: 'no linked program', fix: buildProgram },
  'shared-library': { is: 'a shared library', fix: buildProgram },
  'other-system': {
    is: 'a program of another operating system',
    fix: 'build it for Linux (`GOOS=linux`)',
  },
  empty: { is: 'an empty file', fix: 'copy the program itself there' },
  'no-line': { is: 'no program and no script with an interpreter line (`#!`)', fix: addLine },
  'byte-order-mark': {
    is: 'a script with a byte order mark before its `#!`',
    fix: 'save it as UTF-8 without a byte order mark',
  },
  'late-line': {
    is: 'a script whose `#!` is not the first thing in it',
    fix: 'remove what stands before `#!`, blank lines too',
  },
  'long-line': {
    is: 'a script with an interpreter line that is longer than the 256 bytes that the kernel reads',
    fix: 'name the interpreter by a shorter path',
  },
  'blank-line': { is: 'a script whose `#!` names no interpreter', fix: addLine },
} as const

export const programEntries = {
  'load/program-missing': loadProblem({
    title: 'program missing',
    params: readonlyObject({
      /** As it is named. */
      path: text,
      /** What starts it: a script, a shell, an init; absent: the image itself. */
      by: optional(text),
      /** PATH, where a name is looked for there. */
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
        ? `copy the program to where \`${by}\` looks for it, or correct its name there`
        : search === undefined
          ? 'copy the binary to the path that the image starts'
          : 'copy the binary into one of these directories, or name its path in `ENTRYPOINT` or `CMD`',
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
    says: ({ path, what }) => `\`${path}\` is ${notPrograms[what].is}, which cannot be started`,
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
        ? 'name the program in `ENTRYPOINT` or `CMD`, and not the directory that it lies in'
        : 'copy it with its mode, for example `COPY --chmod=755`',
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
      /** As the image gives it. */
      user: text,
      modes,
    }),
    says: ({ path, right, at, mode, owner, user }) =>
      `user \`${user}\` may not ${right} ${right === 'search' ? `the directory \`${at}\`, in which \`${path}\` lies` : `\`${at}\``} (mode ${mode}, owner ${owner})`,
    shown: () => 'permission denied',
    fix: ({ right, at, user }) =>
      right === 'search'
        ? `let everybody search it (\`RUN chmod a+x ${at}\`), or copy it with \`--chown=${user}\``
        : `copy it with \`--chmod=755\`, or with \`--chown=${user}\``,
    headline: 'the user of the image may not start the program',
  }),

  'load/wrong-machine': loadProblem({
    title: 'wrong machine',
    params: readonlyObject({ path: text, machine: text, image: text, modes }),
    says: ({ path, machine, image }) => `\`${path}\` is built for ${machine}, the image is for ${image}`,
    shown: ({ path }) => `exec ${path}: exec format error`,
    fix: ({ machine, image }) =>
      `build with \`GOARCH=${image}\`, or the image with \`--platform=linux/${machine}\``,
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
          ? `: it is linked against ${musl ? 'musl' : 'glibc'}, and the image is built on ${libc}`
          : ''
      return `\`${program}\` needs the program interpreter \`${interpreter}\`, which ${bare ? 'an image without any libraries (`FROM scratch`) does not have' : `the image does not have${other}`}`
    },
    shown: ({ program, script }) => `exec ${script ?? program}: no such file or directory`,
    fix: ({ interpreter }) =>
      `${staticInstead}, or put it on an image with ${isOfMusl(interpreter) ? 'musl, such as Alpine' : 'glibc, such as Debian or distroless/base'}`,
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
          ? `is no loader: ${flaw.detail}`
          : flaw.kind === 'wrong-machine'
            ? `is for ${flaw.machine}, the program for ${flaw.program}`
            : brokenInterpreters[flaw.kind]
      return `the program interpreter \`${interpreter}\` is there, but ${why}`
    },
    shown({ flaw }) {
      if (flaw.kind === 'no-file' || flaw.kind === 'not-executable') return 'permission denied'
      const isShort = flaw.kind === 'no-loader' && flaw.isShort
      return isShort ? 'input/output error' : 'accessing a corrupted shared library'
    },
    fix: () => 'install the C library of the image again, for the architecture of the binary',
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
      `${revisionName(revision)}: whether mode \`${mode}\` starts in its image could not be checked: ${detail}`,
  }),
} as const

const isOfMusl = (interpreter: string) => interpreter.includes('/ld-musl-')
