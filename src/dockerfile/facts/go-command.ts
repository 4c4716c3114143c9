import { sliceWord, textOf, type Word } from '../../shell/words.ts'
import type { Invocation } from '../read/invocations.ts'

/** A go command with flags and packages separated. */
export interface GoCommand {
  readonly subcommand: string
  /** The word `build`. */
  readonly at: Word
  readonly flags: readonly GoFlag[]
  readonly packages: readonly Word[]
}

export interface GoFlag {
  /** Without leading hyphens. */
  readonly name: string
  readonly value?: Word
  /** One word, or two if the value is a separate word. */
  readonly words: readonly Word[]
}

const withValue = new Set(
  'C asmflags buildmode compiler coverpkg covermode gccgoflags gcflags installsuffix ldflags mod modfile o overlay p pgo pkgdir tags toolexec'.split(
    ' ',
  ),
)

/** Whether a program is the go command, such as `go`, `go1.24`, or `xx-go` of xx. */
function isGo(invocation: Pick<Invocation, 'program'>): boolean {
  return /^(xx-)?go(\d[\w.]*|tip)?$/.test(invocation.program)
}

/** The go command of an invocation, with any subcommand. garble has the same arguments. */
export function goCommandOf(invocation: Pick<Invocation, 'program' | 'words'>): GoCommand | undefined {
  if (!isGo(invocation) && invocation.program !== 'garble') return undefined
  let at = 1
  const before: GoFlag[] = []
  for (; at < invocation.words.length; at += 1) {
    const flag = readFlag(invocation.words, at)
    if (flag === undefined) break
    before.push(flag)
    at += flag.words.length - 1
  }
  const subcommand = invocation.words[at]
  if (subcommand === undefined) return undefined
  const flags: GoFlag[] = [...before]
  at += 1
  for (; at < invocation.words.length; at += 1) {
    const flag = readFlag(invocation.words, at)
    if (flag === undefined) break
    flags.push(flag)
    at += flag.words.length - 1
  }
  return { subcommand: textOf(subcommand), at: subcommand, flags, packages: invocation.words.slice(at) }
}

function readFlag(words: readonly Word[], at: number): GoFlag | undefined {
  const word = words[at]
  const text = word === undefined ? '' : textOf(word)
  const found = /^--?([A-Za-z]\w*)(=)?/.exec(text)
  if (word === undefined || found?.[1] === undefined) return undefined
  const name = found[1]
  if (found[2] !== undefined) return { name, value: sliceWord(word, found[0].length), words: [word] }
  const next = words[at + 1]
  if (!withValue.has(name) || next === undefined) return { name, words: [word] }
  return { name, value: next, words: [word, next] }
}

/** The last flag of that name, because Go uses the last one. */
export function flagOf(command: GoCommand, name: string): GoFlag | undefined {
  return command.flags.findLast((flag) => flag.name === name)
}

/** Whether a command builds a program of the module, not a test or a tool of another module. */
export function buildsProgram(command: GoCommand): boolean {
  if (command.subcommand !== 'build' && command.subcommand !== 'install') return false
  return !command.packages.some((word) => /@/.test(textOf(word)))
}
