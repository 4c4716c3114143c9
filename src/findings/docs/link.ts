import type { linkEntries } from '../entries/link.ts'
import type { Documentation } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'

export const linkDocs: Readonly<Record<keyof typeof linkEntries, Documentation>> = {
  'link/mode-not-achieved': {
    means:
      'The file that was built is not linked as its mode promises. linkgate reads this from the bytes of the file, not from the flags.',
    matters:
      'The column of that mode measures something else than its title promises, so the comparison of the modes is wrong.',
    fix: 'For a dynamic program, set `CGO_ENABLED=1` and link a package that uses cgo. For a static one, set `CGO_ENABLED=0`, or link externally with `-extldflags -static`. For the other modes, see [modes](configuration.md#modes). If the configuration names an image for the mode, name another one.',
    relax: 'Remove the mode from `modes`, or define your own mode with the `link` that the program has.',
  },
  'link/libc-changed': {
    means: 'Head is linked against another C library than base, or only one of them against any.',
    matters:
      'An image or host without that C library ends the program with `no such file or directory` before its first line.',
    fix: 'Build where base was built, change the base image in every place that runs the program, or look for what brought in cgo.',
    relax: `${warning} A program that no longer needs a C library is only reported.`,
  },
  'link/library-added': {
    means: 'Head needs a shared library that base did not need.',
    matters:
      'Every image and host that runs the program must have it. Whether the image of head has it is part of the finding.',
    fix: 'Install the library wherever the program runs, or link statically.',
    relax: warning,
  },
  'link/glibc-raised': {
    means: 'Head needs a newer glibc than base.',
    matters:
      'On an older system the program ends with `version not found`. The finding names the distributions that it no longer runs on.',
    fix: 'Build on a system that is not newer than the oldest one that the program runs on, or link statically.',
    relax: warning,
  },
  'link/hardening-lost': {
    means:
      'The program of head lacks a protection that the program of base has: PIE, RELRO, BIND_NOW or a stack that is not executable. Or it has writable code, TEXTREL or an RPATH, which base does not have.',
    matters: 'A memory error, in C code for example, is easier to exploit without it.',
    fix: 'Restore the build flags of base. `-buildmode=pie` gives PIE, and `-extldflags "-Wl,-z,relro,-z,now"` full RELRO.',
    relax: warning,
  },
  'link/static-with-cgo': {
    means:
      'A package of the program does not work without cgo, such as `github.com/mattn/go-sqlite3`: compiled with `CGO_ENABLED=0` it has no code, or a stub that fails when it is called. For the built-in image of a static mode linkgate therefore compiles the program with cgo and lets the C linker link everything statically.',
    matters:
      'The program works, and it is static. It contains C code and the C library, so it is larger than one without cgo. The finding has the flags.',
    fix: 'Nothing has to be fixed. To measure what you ship, build your static image in the same way, or name a Dockerfile for the mode.',
    relax: 'It is information. Give the mode its own `env`, `tags` or `ldflags` if other flags are right.',
  },
  'link/static-loading': {
    means:
      'C code of a static program calls functions of glibc that load shared libraries at run time, such as `getaddrinfo`, `getpwnam` or `dlopen`. The linker warns of them.',
    matters:
      'In an image without exactly those libraries, the calls fail: host names are not resolved, and users are not found.',
    fix: 'Leave out the C code that calls them, link against musl, or ship the dynamic program.',
    relax: 'It is a warning where head calls a function that base did not call, and information otherwise.',
  },
  'link/dead-code-lost': {
    means:
      'The Go linker leaves out methods that nothing calls. In head it no longer does: the program has a function that looks up methods by names which are not constants (`reflect.Value.MethodByName`, `reflect.Type.Method`), or it can load plugins. Then every exported method may be called, so all of them stay, with everything that they call. `html/template` and `text/template` contain such a function. linkgate reads this from the linker (`-dumpdep`) when it builds head on the runner, so images that your Dockerfile compiles are not covered.',
    matters:
      'The program becomes larger, often by a third. linkgate measures by how much: it links head once more as if nothing looked up methods, or builds it in another way that it knows, such as with a build tag. The bytes are a cause of their own in the comment.',
    fix: 'The chain in the finding leads from `main.main` to the function. Remove one of its calls, and do the same for each other function that the finding names. Or use the build tag that it names.',
    relax: `${warning} Set \`build: { relink: false }\` to skip the check.`,
  },
  'link/dead-code-kept': {
    means:
      'The Go linker keeps all exported methods of the program, as for `link/dead-code-lost`, and this pull request did not change that. A service that uses Gin 1.11 and binds JSON is such a program: the validator that comes with Gin looks up methods by name.',
    matters:
      'The program is larger than necessary. linkgate measures by how much, to the byte: it builds base once in another way that it knows, such as with a build tag, or links it as if nothing looked up methods. The next runs take the result of this one. Head is measured instead in these cases: there is no base; base is the commit before it on the same branch; a function that keeps methods in base is not in head; or head already has the newer module that base would need.',
    fix: 'Use the build tag that the finding names, in the version of the module that has it. Where there is none, remove the calls that lead to the functions that the finding names: each of them keeps all methods.',
    relax: 'It is information. Set `build: { relink: false }` to skip the check.',
  },
}
