import type { linkEntries } from '../entries/link.ts'
import type { Documentation } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'

export const linkDocs: Readonly<Record<keyof typeof linkEntries, Documentation>> = {
  'link/mode-not-achieved': {
    means:
      'The file that was built is not linked as its mode promises. linkgate reads this from the bytes of the file, not from the flags.',
    matters:
      'The column of that mode measures something other than its title promises, so the comparison of the modes is wrong.',
    fix: 'For a dynamic program, set `CGO_ENABLED=1` and link a package that uses cgo. For a static one, set `CGO_ENABLED=0`, or link externally with `-extldflags -static`. For the other modes, see [modes](configuration.md#modes). If the configuration names an image for the mode, set a different one.',
    relax: 'Remove the mode from `modes`, or define your own mode with the `link` that the program has.',
  },
  'link/libc-changed': {
    means:
      'Head is linked against a different C library than base, or only one of them is linked against a C library.',
    matters:
      'On an image or host without that C library, the program does not start: `no such file or directory`.',
    fix: 'Build where base was built, change the base image in every place that runs the program, or find the change that enabled cgo.',
    relax: `${warning} A program that no longer needs a C library is only reported.`,
  },
  'link/library-added': {
    means: 'Head needs a shared library that base did not need.',
    matters:
      'Every image and host that runs the program must have it. The finding shows whether the image of head has it.',
    fix: 'Install the library wherever the program runs, or link statically.',
    relax: warning,
  },
  'link/glibc-raised': {
    means: 'Head needs a newer glibc than base.',
    matters:
      'On an older system the program does not start: `version not found`. The finding names the distributions that it no longer runs on.',
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
      'A package of the program does not work without cgo, such as `github.com/mattn/go-sqlite3`: compiled with `CGO_ENABLED=0` it has no code, or a stub that fails when it is called. For the built-in image of a static mode, linkgate therefore compiles the program with cgo, and the C linker links everything statically.',
    matters:
      'The program works, and it is static. It contains C code and the C library, so it is larger than one without cgo. The finding shows the flags.',
    fix: 'No action is needed. To measure what you ship, build your static image in the same way, or name a Dockerfile for the mode.',
    relax: 'It is informational. Give the mode its own `env`, `tags` or `ldflags` if other flags are right.',
  },
  'link/static-loading': {
    means:
      'C code of a static program calls functions of glibc that load shared libraries at run time, such as `getaddrinfo`, `getpwnam` or `dlopen`. The linker warns about these calls.',
    matters:
      'In an image without exactly those libraries, the calls fail: host names are not resolved, and users are not found.',
    fix: 'Remove the C code that calls them, link against musl, or ship the dynamic program.',
    relax: 'It is a warning where head calls a function that base did not call, and informational otherwise.',
  },
  'link/dead-code-lost': {
    means:
      'The Go linker leaves out methods that nothing calls. In head it no longer does: the program has a function that looks up methods by names that are not constants (`reflect.Value.MethodByName`, `reflect.Type.Method`), or it can load plugins. Then any exported method may be called, so the linker keeps all of them, with everything that they call. `html/template` and `text/template` contain such a function. linkgate reads this from the linker (`-dumpdep`) when it builds head on the runner, so images that your Dockerfile compiles are not covered.',
    matters:
      'The program becomes larger, often by a third. linkgate measures by how much: it links head once more as if nothing looked up methods, or builds it with a known fix, such as a build tag. The comment lists the bytes as a separate cause.',
    fix: 'The chain in the finding leads from `main.main` to the function. Remove one of its calls, and do the same for each other function that the finding names. Or use the build tag that it names.',
    relax: `${warning} Set \`build: { relink: false }\` to skip the check.`,
  },
  'link/dead-code-kept': {
    means:
      'The Go linker keeps all exported methods of the program, as for `link/dead-code-lost`, and this pull request did not change that. Services that use Gin 1.11 and bind JSON are affected: the validator that comes with Gin looks up methods by name.',
    matters:
      'The program is larger than necessary. linkgate measures by how much, to the byte: it builds base once with a known fix, such as a build tag, or links it as if nothing looked up methods. Later runs use the result of this one. Head is measured instead in these cases: there is no base; base is the commit before it on the same branch; a function that keeps methods in base is not in head; or head already has the newer module that base would need.',
    fix: 'Use the build tag that the finding names, in the version of the module that has it. If there is none, remove the calls that lead to the functions that the finding names: each of them keeps all methods.',
    relax: 'It is informational. Set `build: { relink: false }` to skip the check.',
  },
}
