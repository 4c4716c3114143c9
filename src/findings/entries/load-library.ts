/** What keeps a program from starting in its image: its libraries. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { phrase } from '../entry.ts'
import { fact, loadProblem, notStarting, staticInstead } from '../fact.ts'
import { codes, inBrackets, severalModes as modes } from '../subject.ts'

/** More are counted. */
const mostNamed = 5
const library = text
const neededBy = text

/** Loader and C library of two releases: whether they work together depends on which. */
const libcMismatch = {
  title: 'libc mismatch',
  params: readonlyObject({ loader: text, libc: text, fatal: z.boolean(), modes }),
  says: ({ loader, libc }: { readonly loader: string; readonly libc: string }) =>
    `the loader is of glibc ${loader} and \`libc.so.6\` of glibc ${libc}: they call each other by private symbols and only work together when they are of one release`,
  shown: () => 'Inconsistency detected by ld.so',
  fix: () => 'copy the loader and the C library from the same system',
}

export const libraryEntries = {
  'load/library-missing': loadProblem({
    title: 'library missing',
    params: readonlyObject({
      library,
      neededBy,
      loader: z.enum(['glibc', 'musl']),
      /** Why the loader passes over one that is there. */
      because: optional(
        z.discriminatedUnion('kind', [
          readonlyObject({ kind: z.literal('not-cached'), directory: text }),
          readonlyObject({ kind: z.literal('path-ignored'), directory: text }),
          readonlyObject({ kind: z.literal('wrong-machine'), path: text }),
        ]),
      ),
      modes,
    }),
    says({ library, neededBy, because }) {
      const start = `\`${neededBy}\` needs \`${library}\`, which the loader does not find in the image`
      switch (because?.kind) {
        case undefined:
          return start
        case 'not-cached':
          return `${start}: it lies in \`${because.directory}\`, named in ld.so.conf, but the loader reads only the cache, which does not have it`
        case 'path-ignored':
          return `${start}: it lies in \`${because.directory}\` of LD_LIBRARY_PATH, which is ignored for a set-user-ID program`
        case 'wrong-machine':
          return `${start}: \`${because.path}\` is of another architecture`
      }
    },
    shown: ({ library, neededBy, loader }) =>
      loader === 'musl'
        ? `Error loading shared library ${library}: No such file or directory (needed by ${neededBy})`
        : `error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory`,
    fix({ library, because }) {
      if (because?.kind === 'not-cached') return 'run `ldconfig` when the image is built'
      if (because?.kind === 'path-ignored')
        return 'put the library into a default directory, or take the set-user-ID bit away'
      return `install in the image the package that has \`${library}\`, or link statically`
    },
    headline: 'a library is missing',
  }),

  'load/library-broken': loadProblem({
    title: 'library broken',
    params: readonlyObject({
      library,
      path: text,
      neededBy,
      loader: z.enum(['glibc', 'musl']),
      flaw: z.discriminatedUnion('kind', [
        readonlyObject({ kind: z.literal('wrong-machine'), machine: text }),
        readonlyObject({ kind: z.literal('empty') }),
        /** `isShort`: smaller than any ELF header. */
        readonlyObject({ kind: z.literal('not-a-library'), isShort: z.boolean() }),
      ]),
      modes,
    }),
    says({ library, path, flaw }) {
      const what =
        flaw.kind === 'wrong-machine'
          ? `a library for ${flaw.machine}`
          : flaw.kind === 'empty'
            ? 'an empty file'
            : 'not a shared library'
      return `the loader takes \`${path}\` for \`${library}\`, and it is ${what}`
    },
    shown({ library, path, neededBy, loader, flaw }) {
      if (loader === 'musl')
        return `Error loading shared library ${library}: Exec format error (needed by ${neededBy})`
      const isShort = flaw.kind === 'empty' || (flaw.kind === 'not-a-library' && flaw.isShort)
      return `error while loading shared libraries: ${path}: ${isShort ? 'file too short' : 'invalid ELF header'}`
    },
    fix: ({ path }) => `put a shared library at \`${path}\`, or nothing`,
    headline: 'a library is unusable',
  }),

  'load/version-missing': loadProblem({
    title: 'version missing',
    params: readonlyObject({
      library,
      path: text,
      neededBy,
      /** Highest first; empty: the library is built without any. */
      versions: z.array(text).readonly(),
      /** The highest one of the same family that the library has, without the name of the family. */
      highest: optional(text),
      modes,
    }),
    says({ library, path, neededBy, versions, highest }) {
      if (versions.length === 0)
        return `\`${neededBy}\` needs versions of \`${library}\`, and \`${path}\` is built without any`
      return `\`${neededBy}\` needs ${codes(versions)}, the image's \`${library}\` has ${highest === undefined ? 'it not' : `up to ${highest}`}`
    },
    shown: ({ path, neededBy, versions: [first] }) =>
      first === undefined
        ? 'Inconsistency detected by ld.so'
        : `${path}: version \`${first}' not found (required by ${neededBy})`,
    fix({ library, versions }) {
      if (versions.length === 0) return `build against the \`${library}\` that the image has`
      return versions.some((version) => version.startsWith('GLIBC_'))
        ? `build on a system with the image's C library or an older one, take a newer base image, or ${staticInstead}`
        : `build against the \`${library}\` that the image has, or install a newer one there`
    },
    headline: 'a symbol version is missing',
  }),

  'load/symbol-missing': loadProblem({
    title: 'symbol missing',
    params: readonlyObject({
      /** The file that needs them: the program or one of its libraries. */
      path: text,
      symbols: z.array(text).readonly(),
      loader: z.enum(['glibc', 'musl']),
      /** It is linked against glibc, and the loader is that of musl. */
      foreign: z.boolean(),
      modes,
    }),
    says({ path, symbols, loader, foreign }) {
      const named = codes(symbols.slice(0, mostNamed))
      const more = symbols.length - mostNamed
      const all = more > 0 ? `${named} and ${more} more` : named
      if (!foreign) return `\`${path}\` uses ${all}, which none of the libraries that are loaded with it has`
      return `\`${path}\` is linked against glibc and is run by ${loader}, which does not have ${all}`
    },
    shown: ({ path, symbols: [first = ''], loader }) =>
      loader === 'musl'
        ? `Error relocating ${path}: ${first}: symbol not found`
        : `symbol lookup error: ${path}`,
    fix: ({ path, foreign }) =>
      foreign
        ? `build it on musl, for example \`FROM golang:alpine\`, put it on an image with glibc, such as Debian or distroless/base, or ${staticInstead}`
        : `install in the image the libraries that \`${path}\` was linked with, in the same versions`,
    headline: 'a symbol is missing',
  }),

  'load/libc-mismatch': {
    ...fact(['fail', 'warn', 'pass'], libcMismatch, ({ fatal }) =>
      fatal ? notStarting(libcMismatch.shown()) : '',
    ),
    headline: phrase((modes) => `loader and C library do not match${inBrackets(modes)}`),
  },

  'load/libc-mixed': fact(['warn', 'pass'], {
    title: 'libc mixed',
    params: readonlyObject({ path: text, modes }),
    says: ({ path }) =>
      `\`${path}\` is linked against glibc and is run by musl, which takes itself for \`libc.so.6\` and does not look at symbol versions: it has every function that is named there, and some of them behave differently`,
    fix: () => `build it against musl, or ${staticInstead}`,
  }),

  'load/processor-dependent': fact(['warn', 'pass'], {
    title: 'processor dependent',
    params: readonlyObject({ library, path: text, modes }),
    says: ({ library, path }) =>
      `\`${library}\` is only in \`${path}\`: on processors below that level it is not found`,
    shown: ({ library }) =>
      `error while loading shared libraries: ${library}: cannot open shared object file`,
    fix: () => 'install the library for every processor beside it',
  }),
} as const
