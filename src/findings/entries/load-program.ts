/** What keeps a program from starting in its image: the file itself and its interpreter. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { loadProblem, staticInstead } from '../fact.ts'
import { severalModes as modes, revisionName } from '../subject.ts'

const brokenInterpreters = {
  'no-file': 'is no file',
  'not-executable': 'is not executable',
} as const

export const programEntries = {
  'load/program-missing': loadProblem({
    title: 'program missing',
    params: readonlyObject({ path: text, modes }),
    says: ({ path }) => `the image has no file \`${path}\``,
    shown: ({ path }) => `${path}: no such file or directory`,
    fix: () => 'copy the binary to the path that the image starts',
    headline: 'the program is missing',
  }),

  'load/not-a-program': loadProblem({
    title: 'not a program',
    params: readonlyObject({ path: text, what: z.enum(['not-linked', 'shared-library']), modes }),
    says: ({ path, what }) =>
      `\`${path}\` is ${what === 'not-linked' ? 'no linked program' : 'a shared library'}, which cannot be started`,
    shown: ({ path }) => `exec ${path}: exec format error`,
    fix: () => 'build a program: package `main`, without `-buildmode=c-shared` or `c-archive`',
    headline: 'what the image starts is not a program',
  }),

  'load/not-executable': loadProblem({
    title: 'not executable',
    params: readonlyObject({ path: text, modes }),
    says: ({ path }) => `\`${path}\` is not executable in the image`,
    shown: () => 'permission denied',
    fix: () => `copy it with its mode, for example \`COPY --chmod=755\``,
    headline: 'the program is not executable',
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
    shown: ({ program }) => `exec ${program}: no such file or directory`,
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
