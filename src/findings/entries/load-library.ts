/** Why a program does not start in its image: problems with its libraries. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { phrase } from '../entry.ts'
import { fact, loadProblem, notStarting, staticInstead } from '../fact.ts'
import { codes, inBrackets, severalModes as modes } from '../subject.ts'

/** Further symbols are only counted. */
const mostNamed = 5
const library = text
const neededBy = text

/** Loader and C library are from different releases of glibc; only some pairs work together. */
const libcMismatch = {
  title: 'libc mismatch',
  params: readonlyObject({ loader: text, libc: text, fatal: z.boolean(), modes }),
  problem: ({ loader, libc }: { readonly loader: string; readonly libc: string }) =>
    `the loader is from glibc ${loader}, but \`libc.so.6\` is from glibc ${libc}; they only work together if both are from the same release`,
  output: () => 'Inconsistency detected by ld.so',
  fix: () => 'copy the loader and the C library from the same system',
}

export const libraryEntries = {
  'load/library-missing': loadProblem({
    title: 'library missing',
    params: readonlyObject({
      library,
      neededBy,
      loader: z.enum(['glibc', 'musl']),
      /** Why the loader ignores a library that exists. */
      because: optional(
        z.discriminatedUnion('kind', [
          readonlyObject({ kind: z.literal('not-cached'), directory: text }),
          readonlyObject({ kind: z.literal('path-ignored'), directory: text }),
          readonlyObject({ kind: z.literal('wrong-machine'), path: text }),
        ]),
      ),
      modes,
    }),
    problem({ library, neededBy, because }) {
      const start = `\`${neededBy}\` needs \`${library}\`, which the loader does not find in the image`
      switch (because?.kind) {
        case undefined:
          return start
        case 'not-cached':
          return `${start}; it is in \`${because.directory}\` (ld.so.conf) but not in the cache, which is all that the loader reads`
        case 'path-ignored':
          return `${start}; it is in \`${because.directory}\` (LD_LIBRARY_PATH), which is ignored for set-user-ID programs`
        case 'wrong-machine':
          return `${start}; \`${because.path}\` is for another architecture`
      }
    },
    output: ({ library, neededBy, loader }) =>
      loader === 'musl'
        ? `Error loading shared library ${library}: No such file or directory (needed by ${neededBy})`
        : `error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory`,
    fix({ library, because }) {
      if (because?.kind === 'not-cached') return 'run `ldconfig` in the Dockerfile'
      if (because?.kind === 'path-ignored')
        return 'move the library to a default directory, or remove the set-user-ID bit'
      return `install the package with \`${library}\` in the image, or link statically`
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
    problem({ library, path, flaw }) {
      const what =
        flaw.kind === 'wrong-machine'
          ? `a library for ${flaw.machine}`
          : flaw.kind === 'empty'
            ? 'an empty file'
            : 'not a shared library'
      return `the loader uses \`${path}\` as \`${library}\`, but it is ${what}`
    },
    output({ library, path, neededBy, loader, flaw }) {
      if (loader === 'musl')
        return `Error loading shared library ${library}: Exec format error (needed by ${neededBy})`
      const isShort = flaw.kind === 'empty' || (flaw.kind === 'not-a-library' && flaw.isShort)
      return `error while loading shared libraries: ${path}: ${isShort ? 'file too short' : 'invalid ELF header'}`
    },
    fix: ({ path }) => `replace \`${path}\` with a shared library, or remove it`,
    headline: 'a library is unusable',
  }),

  'load/version-missing': loadProblem({
    title: 'version missing',
    params: readonlyObject({
      library,
      path: text,
      neededBy,
      /** Missing versions, highest first; empty if the library has no symbol versions at all. */
      versions: z.array(text).readonly(),
      /** The highest version of the same family that the library has, such as `2.31` for `GLIBC_2.31`. */
      highest: optional(text),
      modes,
    }),
    problem({ library, path, neededBy, versions, highest }) {
      if (versions.length === 0)
        return `\`${neededBy}\` needs symbol versions of \`${library}\`, but \`${path}\` has none`
      return `\`${neededBy}\` needs ${codes(versions)}, but \`${library}\` in the image ${highest === undefined ? 'does not have it' : `has only up to ${highest}`}`
    },
    output: ({ path, neededBy, versions: [first] }) =>
      first === undefined
        ? 'Inconsistency detected by ld.so'
        : `${path}: version \`${first}' not found (required by ${neededBy})`,
    fix({ library, versions }) {
      if (versions.length === 0) return `build against the \`${library}\` of the image`
      return versions.some((version) => version.startsWith('GLIBC_'))
        ? `build on a system with the same C library as the image or an older one, use a newer base image, or ${staticInstead}`
        : `build against the \`${library}\` of the image, or install a newer one in the image`
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
      /** The file is linked against glibc, but the loader is musl's. */
      foreign: z.boolean(),
      modes,
    }),
    problem({ path, symbols, loader, foreign }) {
      const named = codes(symbols.slice(0, mostNamed))
      const more = symbols.length - mostNamed
      const all = more > 0 ? `${named} and ${more} more` : named
      if (!foreign) return `\`${path}\` uses ${all}, which no loaded library has`
      return `\`${path}\` is linked against glibc but loaded by ${loader}, which does not have ${all}`
    },
    output: ({ path, symbols: [first = ''], loader }) =>
      loader === 'musl'
        ? `Error relocating ${path}: ${first}: symbol not found`
        : `symbol lookup error: ${path}`,
    fix: ({ path, foreign }) =>
      foreign
        ? `build on musl (\`FROM golang:alpine\`), use an image with glibc (Debian, distroless/base), or ${staticInstead}`
        : `install the libraries that \`${path}\` was linked with in the image, in the same versions`,
    headline: 'a symbol is missing',
  }),

  'load/libc-mismatch': {
    ...fact(['fail', 'warn', 'pass'], libcMismatch, ({ fatal }) =>
      fatal ? notStarting(libcMismatch.output()) : '',
    ),
    headline: phrase((modes) => `loader and C library do not match${inBrackets(modes)}`),
  },

  'load/libc-mixed': fact(['warn', 'pass'], {
    title: 'libc mixed',
    params: readonlyObject({ path: text, modes }),
    problem: ({ path }) =>
      `\`${path}\` is linked against glibc but loaded by musl. musl has all functions that the program needs, but some behave differently.`,
    fix: () => `build against musl, or ${staticInstead}`,
  }),

  'load/processor-dependent': fact(['warn', 'pass'], {
    title: 'processor dependent',
    params: readonlyObject({ library, path: text, modes }),
    problem: ({ library, path }) =>
      `\`${library}\` is only in \`${path}\`, which the loader ignores on older processors`,
    output: ({ library }) =>
      `error while loading shared libraries: ${library}: cannot open shared object file`,
    fix: () => 'also install the baseline build of the library, which runs on every processor',
  }),
} as const
