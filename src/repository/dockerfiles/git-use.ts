/** Whether a build reads the repository that its context belongs to, as far as its files tell. */

import { cleanPath, joinPath } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { Files } from '../../effects/files.ts'

const subcommands =
  'archive|blame|branch|cat-file|config|describe|diff|diff-files|diff-index|for-each-ref|log|ls-files|ls-tree|merge-base|name-rev|remote|rev-list|rev-parse|shortlog|show|show-ref|status|submodule|symbolic-ref|tag|update-index|var'

const uses: readonly RegExp[] = [
  // in a shell or a list of arguments, with options of git itself before
  new RegExp(
    `(?:^|[\\s\`(;&|"'@=])git["']?,?\\s+(?:(?:-C|-c|--git-dir|--work-tree)[\\s=]\\S+\\s+|--?[\\w-]+(?:=\\S+)?\\s+)*["']?(?:${subcommands})\\b(?!.*--(?:global|system)\\b)`,
    'm',
  ),
  // the directory itself: copied, mounted or looked into
  /(?:^|[\s=,"'(/])\.git(?=[\s/,"')]|$)/m,
  /-buildvcs(?:=(?:true|1)\b|(?=[\s"'])|$)/m,
  /\bgoreleaser\s+(?:build|release)\b/,
]

/** Whether a text has a command that fails, or says something else, outside of a repository. */
export function asksGit(text: string): boolean {
  const code = withoutComments(text)
  return uses.some((use) => use.test(code))
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:#(?!!)|\/\/).*$/gm, '')
}

const deepest = 4
const largest = 256 * 1024
const scriptName = /\.(?:sh|bash|mk|py|js|mjs|cjs|ts|rb|pl)$/

/** A Dockerfile, and what it runs: scripts, targets of make, scripts of package.json. */
export async function buildAsksGit(files: Files, root: string, dockerfile: string): Promise<boolean> {
  const text = await files.readText(`${root}/${dockerfile}`)
  return text !== undefined && new Followed(files, root).asks(text, 0)
}

class Followed {
  readonly #files: Files
  readonly #root: string
  readonly #seen = new Set<string>()
  constructor(files: Files, root: string) {
    this.#files = files
    this.#root = root
  }

  async asks(text: string, depth: number): Promise<boolean> {
    if (asksGit(text)) return true
    if (depth >= deepest) return false
    for (const part of await this.#run(withoutComments(text).replaceAll(/\\\r?\n/g, ' '))) {
      if (await this.asks(part, depth + 1)) return true
    }
    return false
  }

  /** Texts that a text runs, each once. */
  async #run(text: string): Promise<readonly string[]> {
    const words = text.split(/[\s"'`;&|()[\],=]+/).filter((word) => word !== '')
    const directories = ['.', ...new Set(words.flatMap((word) => cleanPath(word) ?? []))].slice(0, 200)
    const found: string[] = []
    for (const word of new Set(words)) found.push(...(await this.#script(word)))
    for (const [, goals = ''] of text.matchAll(/\bg?make\b(.*)/g)) {
      found.push(...(await this.#made(directories, goals.split(/\s+/))))
    }
    for (const [, name = ''] of text.matchAll(
      /\b(?:npm|yarn|pnpm|bun)\b[^\n;&|]*?\s(?:run\s+)?([\w:.-]+)(?=\s*(?:$|[\n;&|]))/g,
    )) {
      found.push(...(await this.#packaged(directories, name)))
    }
    for (const [program, names] of runners) {
      if (program.test(text)) for (const name of names) found.push(...(await this.#read('.', name)))
    }
    return found
  }

  /** A script by a path of the repository, or by that in an image. */
  async #script(word: string): Promise<readonly string[]> {
    if (!(word.includes('/') || scriptName.test(word))) return []
    const parts = (cleanPath(word.replace(/^\/+/, '')) ?? '').split('/')
    for (let from = 0; from < parts.length; from++) {
      const path = parts.slice(from).join('/')
      const [text] = await this.#read('.', path)
      if (text !== undefined) return scriptName.test(path) || text.startsWith('#!') ? [text] : []
    }
    return []
  }

  async #made(directories: readonly string[], goals: readonly string[]): Promise<readonly string[]> {
    const found: string[] = []
    for (const directory of directories) {
      for (const name of ['GNUmakefile', 'makefile', 'Makefile']) {
        const text = await this.#text(directory, name)
        if (text === undefined) continue
        const key = `${directory}/${name} ${goals.join(' ')}`
        if (!this.#seen.has(key)) found.push(makeText(text, goals))
        this.#seen.add(key)
        break
      }
    }
    return found
  }

  async #packaged(directories: readonly string[], script: string): Promise<readonly string[]> {
    const found: string[] = []
    for (const directory of directories) {
      const text = await this.#text(directory, 'package.json')
      const scripts = text === undefined ? {} : asMap(asMap(parsed(text))['scripts'])
      for (const name of [`pre${script}`, script, `post${script}`])
        found.push(...(asText(scripts[name]) ?? '').split('\n'))
    }
    return found.filter((line) => line !== '' && !this.#seen.has(line) && this.#seen.add(line))
  }

  async #read(directory: string, name: string): Promise<readonly string[]> {
    const path = joinPath(directory, name)
    if (this.#seen.has(path)) return []
    const text = await this.#text(directory, name)
    if (text !== undefined) this.#seen.add(path)
    return text === undefined ? [] : [text]
  }

  async #text(directory: string, name: string): Promise<string | undefined> {
    const path = `${this.#root}/${joinPath(directory, name)}`
    const there = await this.#files.stat(path)
    return there?.kind === 'file' && there.size <= largest ? this.#files.readText(path) : undefined
  }
}

/** Programs that run what a file of a fixed name says. */
const runners: readonly (readonly [program: RegExp, names: readonly string[]])[] = [
  [/(?:^|[\s/])mage\b/m, ['magefile.go', 'magefiles/magefile.go', 'magefiles/main.go']],
  [/(?:^|[\s/])task\b/m, ['Taskfile.yml', 'Taskfile.yaml']],
  [/(?:^|[\s/])just\b/m, ['justfile', 'Justfile']],
]

interface MakeRule {
  readonly needs: string[]
  readonly recipe: string[]
}

/** What make reads of a Makefile for some goals: all but the recipes of other targets. */
export function makeText(text: string, goals: readonly string[]): string {
  const { rules, rest } = makeRules(text)
  const named = goals.filter((goal) => rules.has(goal))
  const first = [...rules.keys()].find((target) => !target.startsWith('.'))
  const wanted = named.length > 0 ? named : [first ?? '']
  const done = new Set<string>()
  const recipes: string[] = []
  for (let goal = wanted.pop(); goal !== undefined; goal = wanted.pop()) {
    const rule = rules.get(goal)
    if (rule === undefined || done.has(goal)) continue
    done.add(goal)
    recipes.push(...rule.recipe)
    wanted.push(...rule.needs)
  }
  return [...rest, ...recipes].join('\n')
}

/** The rules by target, and the lines outside of them. */
function makeRules(text: string): {
  readonly rules: ReadonlyMap<string, MakeRule>
  readonly rest: readonly string[]
} {
  const rules = new Map<string, MakeRule>()
  const rest: string[] = []
  let open: readonly MakeRule[] = []
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split('\n')) {
    if (line.startsWith('\t') && open.length > 0) {
      for (const { recipe } of open) recipe.push(line)
      continue
    }
    const [, targets, needs = '', command] =
      /^([^\s#:=][^#:=]*?)\s*::?(?!=)([^=;]*)(?:;(.*))?$/.exec(line) ?? []
    if (targets === undefined) {
      rest.push(line)
      continue
    }
    open = targets.split(/\s+/).map((target) => {
      const rule = rules.get(target) ?? { needs: [], recipe: [] }
      rule.needs.push(...needs.split(/\s+/))
      if (command !== undefined) rule.recipe.push(command)
      rules.set(target, rule)
      return rule
    })
  }
  return { rules, rest }
}
