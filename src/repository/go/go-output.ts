/** Reads error messages of the Go command. Their forms are in https://go.dev/ref/mod and in the sources of cmd/go. */
import type { BuildFault } from '../../findings/build-faults.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import { joinedFaults, moduleFault, refusedModule } from './fetch-faults.ts'

/** One message: its first line, and the lines that belong to it. */
interface Message {
  readonly first: string
  readonly more: readonly string[]
}

const starts =
  /^(?:go: |# |verifying |cgo: |\S+\.go:\d+(?::\d+)?: |\S+: (?:write|mkdir|open|copy|link|rename) )/

/**
 * Why the Go command failed; empty for unknown messages. Only lines in the format of the Go command count, because programs that
 * a build starts can print anything.
 *
 * @param output output of the Go command, or of a step that runs it
 */
export function goFaults(output: readonly string[]): readonly Obstacle[] {
  return joinedFaults(
    messagesIn(output).flatMap((message) =>
      message.first.startsWith('# ') ? packageFaults(message) : commandFault(message),
    ),
  )
}

function messagesIn(output: readonly string[]): readonly Message[] {
  const messages: { first: string; more: string[] }[] = []
  for (const line of output) {
    const last = messages.at(-1)
    // compiler errors are below the name of their package
    const isInPackage = last?.first.startsWith('# ') === true && !/^(?:go: |# |verifying )/.test(line)
    if (starts.test(line) && !isInPackage) messages.push({ first: line, more: [] })
    else last?.more.push(line)
  }
  return messages
}

/** `file:line:column: …`, of the Go compiler or the C compiler. */
const position = /^\S+\.(?:go|s|S|c|h|cc|cpp|cxx|hpp|m|f|F|f90):\d+(?::\d+)?: /

/** Errors of the compiler, the linker or another tool, below `# import/path`. */
function packageFaults({ first, more }: Message): readonly Obstacle[] {
  // go vet repeats the path in brackets
  if (more[0]?.startsWith('# [') === true || /^# \[/.test(first)) return []
  const killed = more.find((line) => /: signal: killed$/.test(line))
  if (killed !== undefined) return [{ kind: 'builder', because: 'killed', detail: killed }]
  const full = more.find((line) => /: [Nn]o space left on device$/.test(line))
  if (full !== undefined) return [{ kind: 'builder', because: 'no-space', detail: full }]
  const compiler = more.map((line) => /^cgo: C compiler "([^"]+)" not found/.exec(line)?.[1]).find(Boolean)
  if (compiler !== undefined) return [{ kind: 'compiler-missing', compiler }]
  const libraries = more.flatMap((line) => /\bcannot find -l([\w+.-]+?)(?::|$)/.exec(line)?.[1] ?? [])
  if (libraries.length > 0) {
    const isStatic = more.some((line) => /\s-static(?:\s|$)/.test(line))
    return [...new Set(libraries)].map((library) => ({ kind: 'library-missing', library, isStatic }))
  }
  const refused = more.find((line) => position.test(line))
  return refused === undefined ? [] : [{ kind: 'not-compiled', ...placedIn(refused) }]
}

/**
 * Recognizes paths in the module cache, such as `/cache/golang.org/x/tools@v0.17.0/file.go`. The path of a module
 * begins with a host, and `!a` stands for `A`.
 */
function placedIn(refused: string): { readonly first: string; readonly module?: string } {
  const parts = refused.split('/')
  const host = parts.findIndex((part) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:@v\d|$)/.test(part))
  const last = parts.findIndex((part, at) => at >= host && /^[^\s:@]+@v\d[^\s:]*$/.test(part))
  const isInCache = refused.startsWith('/') && host > 0 && last >= host
  if (!isInCache) return { first: refused.replace(/^\.\//, '') }
  const named = parts.slice(host, last + 1).join('/')
  const module = named.replaceAll(/!([a-z])/g, (_whole, letter: string) => letter.toUpperCase())
  return { first: [module, ...parts.slice(last + 1)].join('/'), module }
}

/** Errors of the Go command before it compiles. */
function commandFault({ first, more }: Message): readonly Obstacle[] {
  if (/: no space left on device$/.test(first))
    return [{ kind: 'builder', because: 'no-space', detail: first }]
  const toolchain = toolchainFault(first)
  if (toolchain !== undefined) return [toolchain]
  const [, outdated] =
    /missing go\.sum entry for (?:module providing package |go\.mod file)?(\S*)/.exec(first) ?? []
  if (outdated !== undefined) return [outdatedModules(outdated)]
  if (/^go: updates to go\.(?:mod|sum) needed/.test(first)) return [outdatedModules('')]
  const module = refusedModule([first, ...more].join('\n'))
  return module === undefined ? [] : [moduleFault(module.path, module.message)]
}

function outdatedModules(path: string): Obstacle {
  return { kind: 'go-mod-outdated', ...(path === '' ? {} : { package: path }) }
}

function toolchainFault(first: string): BuildFault | undefined {
  const [, needs, has] =
    /^go: .*\brequires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/.exec(first) ?? []
  if (needs !== undefined && has !== undefined) return { kind: 'toolchain', needs, has }
  const [, wanted, detail] = /^go: download go(\S+?)(?: for \S+)?: (.+)/.exec(first) ?? []
  return wanted === undefined || detail === undefined
    ? undefined
    : { kind: 'toolchain', needs: wanted, detail }
}
