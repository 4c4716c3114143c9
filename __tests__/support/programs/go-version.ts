import type { BuildInfo, Module } from '../../../src/inspect/go/buildinfo.ts'
import { output } from '../world/temporary.ts'

/** The output of `go version -m` for a file, in the form of linkgate's reader; undefined if Go did not build the file. */
export async function asGoVersion(path: string): Promise<BuildInfo | undefined> {
  const said = await output(['go', 'version', '-m', path]).catch(() => '')
  const [first = '', ...lines] = said.split('\n')
  const go = /: (\S+)$/.exec(first)?.[1]
  if (go === undefined) return undefined
  const plain = (text: string): string => (text.startsWith('"') ? JSON.parse(text) : text)
  const settings: Record<string, string> = {}
  const dependencies: Module[] = []
  let found: { path?: string; main?: Module } = {}
  for (const line of lines) {
    const [, kind, one = '', two = '', three = ''] = line.split('\t')
    const module = { path: one, version: two, ...(three === '' ? {} : { sum: three }) }
    if (kind === 'path') found = { ...found, path: one }
    if (kind === 'mod') found = { ...found, main: module }
    if (kind === 'dep') dependencies.push(module)
    if (kind === '=>') dependencies.push({ ...(dependencies.pop() as Module), replacedBy: module })
    if (kind === 'build') {
      const setting = line.slice('\tbuild\t'.length)
      settings[setting.slice(0, setting.indexOf('='))] = plain(setting.slice(setting.indexOf('=') + 1))
    }
  }
  const modules = Object.fromEntries(
    dependencies.map(({ path: name, version, replacedBy: by }) => [
      name,
      by ? `${by.path} ${by.version}` : version,
    ]),
  )
  return { go, ...found, dependencies, modules, settings }
}
