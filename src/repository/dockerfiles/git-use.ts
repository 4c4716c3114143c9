/** Determines from its files whether a build reads the git repository of its context. */

import { cleanPath, joinPath } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText, textIfFit } from '../../effects/repository-text.ts'
import { loadMakefile } from '../make/load.ts'
import { makefileNames } from '../make/makefile.ts'
import { dockerfileText, type ImageBuild } from './image-build.ts'

const subcommands =
  'archive|blame|branch|cat-file|config|describe|diff|diff-files|diff-index|for-each-ref|log|ls-files|ls-tree|merge-base|name-rev|remote|rev-list|rev-parse|shortlog|show|show-ref|status|submodule|symbolic-ref|tag|update-index|var'

const uses: readonly RegExp[] = [
  // in a shell or a JSON list, optionally with global options of git
  new RegExp(
    `(?:^|[\\s\`(;&|"'@=])git["']?,?\\s+(?:(?:-C|-c|--git-dir|--work-tree)[\\s=]\\S+\\s+|--?[\\w-]+(?:=\\S+)?\\s+)*["']?(?:${subcommands})\\b(?!.*--(?:global|system)\\b)`,
    'm',
  ),
  // .git itself is copied, mounted or read
  /(?:^|[\s=,"'(/])\.git(?=[\s/,"'*)]|$)/m,
  /-buildvcs(?:=(?:true|1)\b|(?=[\s"'])|$)/m,
  /\bgoreleaser\s+(?:build|release)\b/,
]

/** Whether a text has a command that fails, or has another result, outside of a repository. */
export function usesGit(text: string): boolean {
  const code = withoutComments(text)
  return uses.some((use) => use.test(code))
}

function withoutComments(text: string): string {
  return text.replaceAll(/^[ \t]*(?:#(?!!)|\/\/).*$/gm, '')
}

const deepest = 4
const largest = 256 * 1024
const scriptName = /\.(?:sh|bash|mk|py|js|mjs|cjs|ts|rb|pl)$/

/** Checks a Dockerfile and what it runs: scripts, targets of make, scripts of package.json. */
export async function buildUsesGit(
  files: Files,
  root: string,
  build: Pick<ImageBuild, 'dockerfile' | 'inline' | 'contexts' | 'context'>,
): Promise<boolean> {
  const text = await dockerfileText(files, root, build)
  return text !== undefined && new Followed(files, root).usesGit(text, 0)
}

class Followed {
  readonly #files: Files
  readonly #root: string
  readonly #seen = new Set<string>()
  constructor(files: Files, root: string) {
    this.#files = files
    this.#root = root
  }

  async usesGit(text: string, depth: number): Promise<boolean> {
    if (usesGit(text)) return true
    if (depth >= deepest) return false
    for (const part of await this.#run(withoutComments(text).replaceAll(/\\\r?\n/g, ' '))) {
      if (await this.usesGit(part, depth + 1)) return true
    }
    return false
  }

  /** The texts of the scripts and recipes that a text runs, each once. */
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

  /** A script, by its path in the repository or in an image. */
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
      const key = `${directory} ${goals.join(' ')}`
      if (this.#seen.has(key) || !(await this.#hasMakefile(directory))) continue
      this.#seen.add(key)
      found.push(await makeText(this.#files, this.#root, directory, goals))
    }
    return found
  }

  async #hasMakefile(directory: string): Promise<boolean> {
    for (const name of makefileNames) {
      if ((await this.#files.stat(`${this.#root}/${joinPath(directory, name)}`)) !== undefined) return true
    }
    return false
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
    const path = joinPath(directory, name)
    const there = await this.#files.stat(`${this.#root}/${path}`)
    return there?.kind === 'file' && there.size <= largest
      ? textIfFit(this.#files, this.#root, path)
      : undefined
  }
}

/** Programs that run the content of a file with a fixed name. */
const runners: readonly (readonly [program: RegExp, names: readonly string[]])[] = [
  [/(?:^|[\s/])mage\b/m, ['magefile.go', 'magefiles/magefile.go', 'magefiles/main.go']],
  [/(?:^|[\s/])task\b/m, ['Taskfile.yml', 'Taskfile.yaml']],
  [/(?:^|[\s/])just\b/m, ['justfile', 'Justfile']],
]

/** The parts of Makefiles that make reads for some goals: everything outside of recipes, and the recipes of the goals. */
async function makeText(
  files: Files,
  root: string,
  directory: string,
  goals: readonly string[],
): Promise<string> {
  const makefile = await loadMakefile(files, root, directory)
  if (makefile === undefined) return ''
  const { rules, variables, defaultGoal = '' } = makefile
  const lines: string[] = []
  for (const name of variables.get('MAKEFILE_LIST')?.text.split(/\s+/) ?? []) {
    const path = cleanPath(joinPath(directory, name))
    const text = path === undefined || name === '' ? undefined : await repositoryText(files, root, path)
    lines.push(...(text ?? '').split('\n').filter((line) => !line.startsWith('\t')))
  }
  const named = goals.filter((goal) => rules.some(({ targets }) => targets.includes(goal)))
  const wanted = named.length > 0 ? named : [defaultGoal]
  const done = new Set<string>()
  for (let goal = wanted.pop(); goal !== undefined; goal = wanted.pop()) {
    if (done.has(goal)) continue
    done.add(goal)
    for (const { targets, recipe, prerequisites, orderOnly } of rules) {
      if (!targets.includes(goal)) continue
      lines.push(...recipe.map(({ text }) => text))
      wanted.push(...prerequisites, ...orderOnly)
    }
  }
  return lines.join('\n')
}
