import { joinPath } from '../../common/paths.ts'
import { asMap, asText, placed } from '../../common/yaml-values.ts'
import { repositoryPath } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type RunnerCall, type RunnerScript, runnerLine } from './runner-call.ts'

const directories = ['--prefix', '-C', '--dir', '--cwd']
const withValue = new Set([...directories, '-w', '--workspace', '-F', '--filter'])

/** The script of package.json that a package manager runs, with those before and after it. */
export function npmScripts(texts: RepositoryTexts, call: RunnerCall): readonly RunnerScript[] | undefined {
  const { options, plain, rest } = runnerLine(call.words, withValue)
  const isRun = plain[0] === 'run' || plain[0] === 'run-script'
  const [name, ...more] = isRun ? plain.slice(1) : plain
  // npm itself runs few scripts without `run`, and bun bundles with `build`
  const isShort = call.program === 'yarn' || call.program === 'pnpm' || /^(?:test|start)$/.test(name ?? '')
  const of = directories.map((one) => options.get(one)).find((one) => one !== undefined) ?? '.'
  const directory = call.directory === undefined ? undefined : repositoryPath(of, call.directory)
  if (name === undefined || directory === undefined || !(isRun || isShort)) return undefined
  const file = joinPath(directory, 'package.json')
  const text = texts.paths.includes(file) ? texts.text(file) : undefined
  if (text === undefined) return undefined
  // JSON is YAML
  const json = placed(text)
  const scripts = asMap(asMap(json.value)['scripts'])
  const own = asText(scripts[name])
  if (own === undefined) return undefined
  // npm hands on what stands after `--` alone
  const given = call.program === 'npm' ? rest : [...more, ...rest]
  const found = [`pre${name}`, name, `post${name}`].flatMap((key) => {
    const script = asText(scripts[key])
    return script === undefined ? [] : [{ key, script: key === name ? [script, ...given].join(' ') : script }]
  })
  return found.map(({ key, script }) => ({
    text: script,
    directory,
    variables: call.variables,
    file,
    line: json.lineOf(['scripts', key]),
  }))
}
