/** What keeps a program from starting in its image, in words: what is wrong, what is seen then, how to fix it. */

export const loadProblemKinds = [
  'program-missing',
  'not-a-program',
  'not-executable',
  'wrong-machine',
  'no-interpreter',
  'interpreter-broken',
  'library-missing',
  'library-broken',
  'version-missing',
  'libc-mismatch',
  'libc-mixed',
  'processor-dependent',
] as const
export type LoadProblemKind = (typeof loadProblemKinds)[number]

export interface LoadProblem {
  readonly kind: LoadProblemKind
  /** Whether the program certainly does not start. */
  readonly fatal: boolean
  /** What is wrong, as the rest of a sentence or two. */
  readonly message: string
  /** What the kernel, the engine or the loader prints, in the part that does not depend on their versions. */
  readonly shown: string
  readonly fix: string
  /** The file it is about: the interpreter, a library as it is named in the file that needs it. */
  readonly file?: string
  /** The path of the file that needs it. */
  readonly neededBy?: string
  /** Symbol versions that are needed and not there. */
  readonly versions?: readonly string[]
}

const staticInstead = 'link it statically (`CGO_ENABLED=0`, without `-buildmode=pie`)'

export const problems = {
  programMissing: (path: string): LoadProblem => ({
    kind: 'program-missing',
    fatal: true,
    message: `the image has no file \`${path}\``,
    shown: `${path}: no such file or directory`,
    fix: 'copy the binary to the path that the image starts',
    file: path,
  }),

  notAProgram: (path: string, what: string): LoadProblem => ({
    kind: 'not-a-program',
    fatal: true,
    message: `\`${path}\` is ${what}, which cannot be started`,
    shown: `exec ${path}: exec format error`,
    fix: 'build a program: package `main`, without `-buildmode=c-shared` or `c-archive`',
    file: path,
  }),

  notExecutable: (path: string): LoadProblem => ({
    kind: 'not-executable',
    fatal: true,
    message: `\`${path}\` is not executable in the image`,
    shown: 'permission denied',
    fix: `copy it with its mode, for example \`COPY --chmod=755\``,
    file: path,
  }),

  wrongMachine: (path: string, machine: string, image: string): LoadProblem => ({
    kind: 'wrong-machine',
    fatal: true,
    message: `\`${path}\` is built for ${machine}, the image is for ${image}`,
    shown: `exec ${path}: exec format error`,
    fix: `build with \`GOARCH=${image}\`, or the image with \`--platform=linux/${machine}\``,
    file: path,
  }),

  noInterpreter(
    program: string,
    interpreter: string,
    root: { readonly bare: boolean; readonly libc: 'glibc' | 'musl' | undefined },
  ): LoadProblem {
    const musl = interpreter.includes('/ld-musl-')
    const other =
      root.libc !== undefined && (root.libc === 'musl') !== musl
        ? `: it is linked against ${musl ? 'musl' : 'glibc'}, and the image is built on ${root.libc}`
        : ''
    return {
      kind: 'no-interpreter',
      fatal: true,
      message: `\`${program}\` needs the program interpreter \`${interpreter}\`, which ${root.bare ? 'an image without any libraries (`FROM scratch`) does not have' : `the image does not have${other}`}`,
      shown: `exec ${program}: no such file or directory`,
      fix: `${staticInstead}, or put it on an image with ${musl ? 'musl, such as Alpine' : 'glibc, such as Debian or distroless/base'}`,
      file: interpreter,
      neededBy: program,
    }
  },

  interpreterBroken: (program: string, interpreter: string, why: string, shown: string): LoadProblem => ({
    kind: 'interpreter-broken',
    fatal: true,
    message: `the program interpreter \`${interpreter}\` is there, but ${why}`,
    shown,
    fix: 'install the C library of the image again, for the architecture of the binary',
    file: interpreter,
    neededBy: program,
  }),

  libraryMissing(
    name: string,
    neededBy: string,
    musl: boolean,
    hints: { readonly passedOver?: string; readonly uncached?: string; readonly ignored?: string },
  ): LoadProblem {
    const { passedOver, uncached, ignored } = hints
    const because =
      uncached !== undefined
        ? `: it lies in \`${uncached}\`, named in ld.so.conf, but the loader reads only the cache, which does not have it`
        : ignored !== undefined
          ? `: it lies in \`${ignored}\` of LD_LIBRARY_PATH, which is ignored for a set-user-ID program`
          : passedOver !== undefined
            ? `: \`${passedOver}\` is of another architecture`
            : ''
    return {
      kind: 'library-missing',
      fatal: true,
      message: `\`${neededBy}\` needs \`${name}\`, which the loader does not find in the image${because}`,
      shown: musl
        ? `Error loading shared library ${name}: No such file or directory (needed by ${neededBy})`
        : `error while loading shared libraries: ${name}: cannot open shared object file: No such file or directory`,
      fix:
        uncached !== undefined
          ? 'run `ldconfig` when the image is built'
          : ignored !== undefined
            ? 'put the library into a default directory, or take the set-user-ID bit away'
            : `install in the image the package that has \`${name}\`, or link statically`,
      file: name,
      neededBy,
    }
  },

  libraryBroken: (name: string, path: string, neededBy: string, why: string, shown: string): LoadProblem => ({
    kind: 'library-broken',
    fatal: true,
    message: `the loader takes \`${path}\` for \`${name}\`, and it is ${why}`,
    shown,
    fix: `put a shared library at \`${path}\`, or nothing`,
    file: name,
    neededBy,
  }),

  versionMissing(
    name: string,
    path: string,
    neededBy: string,
    versions: readonly string[],
    highest: string | undefined,
  ): LoadProblem {
    const glibc = versions.some((version) => version.startsWith('GLIBC_'))
    const needs = versions.map((version) => `\`${version}\``).join(', ')
    return {
      kind: 'version-missing',
      fatal: true,
      message: `\`${neededBy}\` needs ${needs}, the image's \`${name}\` has ${highest === undefined ? 'it not' : `up to ${highest}`}`,
      shown: `${path}: version \`${versions[0] ?? ''}' not found (required by ${neededBy})`,
      fix: glibc
        ? `build on a system with the image's C library or an older one, take a newer base image, or ${staticInstead}`
        : `build against the \`${name}\` that the image has, or install a newer one there`,
      file: name,
      neededBy,
      versions,
    }
  },

  withoutVersions: (name: string, path: string, neededBy: string): LoadProblem => ({
    kind: 'version-missing',
    fatal: true,
    message: `\`${neededBy}\` needs versions of \`${name}\`, and \`${path}\` is built without any`,
    shown: 'Inconsistency detected by ld.so',
    fix: `build against the \`${name}\` that the image has`,
    file: name,
    neededBy,
  }),

  libcMismatch: (loader: string, libc: string, fatal: boolean): LoadProblem => ({
    kind: 'libc-mismatch',
    fatal,
    message: `the loader is of glibc ${loader} and \`libc.so.6\` of glibc ${libc}: they call each other by private symbols and only work together when they are of one release`,
    shown: 'Inconsistency detected by ld.so',
    fix: 'copy the loader and the C library from the same system',
    file: 'libc.so.6',
  }),

  libcMixed: (file: string): LoadProblem => ({
    kind: 'libc-mixed',
    fatal: false,
    message: `\`${file}\` is linked against glibc and would be run by musl, which takes itself for \`libc.so.6\` and does not look at symbol versions: it starts only as long as no function is used that musl lacks`,
    shown: 'symbol not found',
    fix: `build it against musl, or ${staticInstead}`,
    file,
  }),

  processorDependent: (name: string, path: string): LoadProblem => ({
    kind: 'processor-dependent',
    fatal: false,
    message: `\`${name}\` is only in \`${path}\`: on processors below that level it is not found`,
    shown: `error while loading shared libraries: ${name}: cannot open shared object file`,
    fix: 'install the library for every processor beside it',
    file: name,
  }),
} as const
