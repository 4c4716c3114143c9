/** Why an image does not get to its program: shells, scripts and launchers that run before it. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { loadProblem } from '../fact.ts'
import { severalModes as modes } from '../subject.ts'

const script = text

/** Facts about the image that help to fix the script. */
const help = {
  /** A shell that it has. */
  shell: optional(text),
  /** The image's command to install packages, such as `apk add`. */
  install: optional(text),
}

const flaw = z.discriminatedUnion('kind', [
  /** `target`: the target of the interpreter, if that is a symbolic link. */
  readonlyObject({ kind: z.literal('missing'), target: optional(text), ...help }),
  readonlyObject({ kind: z.enum(['no-file', 'not-executable', 'no-program', 'nested', 'no-split']) }),
  /** `env` searches PATH for the name. `no-split-asked`: without `-S`, it takes all words of the line as one name. */
  readonlyObject({ kind: z.enum(['not-found', 'no-split-asked']), name: text, ...help }),
])

/** Why an interpreter is unusable. */
const uselessInterpreters = {
  'no-file': 'is not a file',
  'not-executable': 'is not executable',
  'no-program': 'is neither a program nor a script with an interpreter line',
  nested: 'starts more than five scripts in a row',
} as const

function installing(
  name: string,
  { shell, install }: { readonly shell?: string; readonly install?: string },
) {
  const other =
    shell === undefined ? undefined : `write \`#!${shell}\` as its first line if that shell is enough`
  const added =
    install === undefined
      ? `copy \`${name}\` into the image`
      : `install it in the image (\`${install} ${name}\`)`
  const isShell = /^(?:a|ba|da|k|z)sh$/.test(name)
  return other === undefined || !isShell ? added : `${other}, or ${added}`
}

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

export const entryEntries = {
  'load/no-command': loadProblem({
    title: 'no command',
    params: readonlyObject({ modes }),
    problem: () => 'the image has neither an entry point nor a command',
    output: () => 'no command specified',
    fix: () => 'add the program to the final stage, for example `ENTRYPOINT ["/app"]`',
    headline: 'the image starts nothing',
  }),

  'load/no-shell': loadProblem({
    title: 'no shell',
    params: readonlyObject({
      shell: text,
      /** The command line for the shell. */
      line: text,
      modes,
    }),
    problem: ({ shell, line }) =>
      `\`${line.trim().split('\n')[0]}\` needs a shell, but the image has no \`${shell}\``,
    output: ({ shell }) =>
      shell.includes('/') ? `${shell}: no such file or directory` : 'executable file not found in $PATH',
    fix: ({ line }) =>
      /^[\w./:=@%+,-]+(?: +[\w./:=@%+,-]+)*$/.test(line.trim())
        ? `use the exec form: \`${JSON.stringify(line.trim().split(/ +/)).replaceAll(',"', ', "')}\``
        : 'use the exec form for `ENTRYPOINT` and `CMD` (`["/app", "--flag"]`), or a base image with a shell',
    headline: 'the shell is missing',
  }),

  'load/exec-form-quotes': loadProblem({
    title: 'exec form quotes',
    params: readonlyObject({
      /** As written. */
      line: text,
      modes,
    }),
    problem: ({ line }) =>
      `\`${line}\` is not JSON, so the builder uses the shell form, and the brackets become part of the command`,
    output: () => '',
    fix: ({ line }) => `use double quotes: \`${line.replaceAll(/[\u0027\u2018\u2019\u201C\u201D]/g, '"')}\``,
    headline: 'the exec form is not JSON',
  }),

  'load/script-interpreter': loadProblem({
    title: 'script interpreter',
    params: readonlyObject({
      script,
      interpreter: text,
      /** The interpreter and its argument. */
      line: text,
      flaw,
      modes,
    }),
    problem({ script, interpreter, line, flaw: found }) {
      const start = `the first line of \`${script}\` is \`#!${line}\`, but`
      switch (found.kind) {
        case 'missing':
          return found.target === undefined
            ? `${start} the image has no \`${interpreter}\``
            : `${start} \`${interpreter}\` is a link to \`${found.target}\`, which is not in the image`
        case 'not-found':
          return `${start} \`${found.name}\` is not in the directories of PATH`
        case 'no-split-asked':
          return `${start} \`env\` takes \`${found.name}\` as the name of one program`
        case 'no-split':
          return `${start} the \`env\` of BusyBox has no option \`-S\``
        default:
          return `${start} \`${interpreter}\` ${uselessInterpreters[found.kind]}`
      }
    },
    output({ script, flaw: found }) {
      switch (found.kind) {
        case 'missing':
          return `${script}: no such file or directory`
        case 'not-executable':
        case 'no-file':
          return 'permission denied'
        case 'no-program':
          return 'exec format error'
        case 'nested':
          return 'too many levels of symbolic links'
        case 'not-found':
        case 'no-split-asked':
          return 'No such file or directory'
        case 'no-split':
          return ''
      }
    },
    fix({ interpreter, line, flaw: found }) {
      switch (found.kind) {
        case 'missing':
          return installing(lastName(interpreter), found)
        case 'not-found':
          return installing(found.name, found)
        case 'no-split-asked':
          return `write \`#!${line.replace(' ', ' -S ')}\`, or the path of the interpreter`
        case 'no-split':
          return 'write the path of the interpreter, with at most one option'
        default:
          return 'write an interpreter as its first line, such as `#!/bin/sh`'
      }
    },
    headline: 'the interpreter of the entry script is missing or unusable',
  }),

  'load/script-line-endings': loadProblem({
    title: 'script line endings',
    params: readonlyObject({
      script,
      /** The word that ends in a carriage return; absent if a shell cannot even parse the script. */
      word: optional(text),
      modes,
    }),
    problem: ({ script, word }) =>
      word === undefined
        ? `\`${script}\` has CR LF line endings (Windows), which shells reject as a syntax error`
        : `\`${script}\` has CR LF line endings (Windows), so the carriage return becomes part of \`${word}\``,
    output: () => '',
    fix: ({ script }) =>
      `save \`${lastName(script)}\` with LF line endings, and add \`*.sh text eol=lf\` to .gitattributes`,
    headline: 'the entry script has Windows line endings',
  }),

  'load/cannot-switch-user': loadProblem({
    title: 'cannot switch user',
    params: readonlyObject({
      launcher: text,
      /** `USER[:GROUP]`, as written. */
      user: text,
      because: z.enum(['not-root', 'no-user', 'no-group']),
      /** The user that it runs as. */
      from: text,
      modes,
    }),
    problem: ({ launcher, user, because, from }) =>
      because === 'not-root'
        ? `\`${launcher}\` runs as \`${from}\` and cannot switch to \`${user}\`, because only root can`
        : `\`${launcher}\` cannot switch to \`${user}\`: the image has no such ${because === 'no-user' ? 'user' : 'group'}`,
    output: () => '',
    fix: ({ launcher, because }) =>
      because === 'not-root'
        ? `run \`${launcher}\` as root, or remove it and rely on \`USER\``
        : 'add the user and group to the image (`adduser`, `addgroup`), or use numeric ids',
    headline: 'the user of the program is missing',
  }),
} as const
