/**
 * Settings of the package clients of this machine: registries, proxies, credentials, certificates. A fresh machine must reach the
 * same registries, so it gets these settings, and no others.
 */
import { existsSync } from 'node:fs'
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ask, exec } from '../tools/process.ts'

const certificateVariables = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO']
const proxyVariable = /^(?:https?|all|no)_proxy$/i
const npmVariable = /^npm_config_(?:registry|(?:https?_)?proxy|noproxy|ca|cafile|strict_ssl|@.+|\/\/.+)$/i
const npmSetting =
  /^\s*(?:(?:@[^=]+:)?registry|(?:https?-)?proxy|noproxy|ca(?:\[\])?|cafile|strict-ssl|\/\/[^=]+)\s*=/
const goVariables = [
  'GOPROXY',
  'GONOPROXY',
  'GOPRIVATE',
  'GOSUMDB',
  'GONOSUMDB',
  'GOINSECURE',
  'GOVCS',
  'GOAUTH',
  'GOFLAGS',
  'GOTOOLCHAIN',
]
const gitSettings = '^(http|url|credential)\\.'

/** Paths that are copied, replacing existing files. Links are followed. */
const places = [
  '/etc/apt',
  '/usr/share/keyrings',
  '/etc/ssl/certs',
  '/usr/local/share/ca-certificates',
  '/etc/resolv.conf',
  '/etc/hosts',
]

/** Variables for every command on the fresh machine. */
export async function hostEnv(): Promise<Readonly<Record<string, string>>> {
  const own = Object.entries(process.env).filter(
    ([name]) => certificateVariables.includes(name) || proxyVariable.test(name) || npmVariable.test(name),
  )
  const go = JSON.parse(await exec('go', ['env', '-json', ...goVariables])) as Record<string, string>
  return Object.fromEntries([...own, ...Object.entries(go)].filter(([, value]) => value)) as Record<
    string,
    string
  >
}

/** Writes the files that the package clients read, into a root file system whose user is root. */
export async function writeHostSettings(rootFs: string): Promise<void> {
  const npm = await Promise.all([npmSettings('userconfig'), npmSettings('globalconfig')])
  const certificates = [
    ...certificateVariables.map((name) => process.env[name] ?? ''),
    ...npm.flat().map((line) => /^\s*cafile\s*=\s*(.+?)\s*$/.exec(line)?.[1] ?? ''),
  ]
  for (const place of new Set([...places, ...certificates])) await copy(place, join(rootFs, place))
  const [userSettings, globalSettings] = npm
  await writeLines(join(rootFs, 'root/.npmrc'), userSettings)
  await writeLines(join(rootFs, 'usr/local/etc/npmrc'), globalSettings)
  await copy(join(process.env['HOME'] ?? '/root', '.netrc'), join(rootFs, 'root/.netrc'))
  for (const scope of ['--system', '--global']) {
    const found = await ask('git', ['config', scope, '--null', '--get-regexp', gitSettings])
    for (const entry of (found ?? '').split('\0').filter((one) => one !== '')) {
      const [name = '', ...value] = entry.split('\n')
      await exec('git', [
        'config',
        '--file',
        join(rootFs, 'root/.gitconfig'),
        '--add',
        name,
        value.join('\n'),
      ])
    }
  }
}

/** The URL of apt's HTTP proxy, if any. */
export async function aptProxy(): Promise<string | undefined> {
  const output = await ask('apt-config', ['shell', 'PROXY', 'Acquire::http::Proxy'])
  return /^PROXY='(.+)'$/.exec(output ?? '')?.[1]
}

async function npmSettings(which: 'userconfig' | 'globalconfig'): Promise<readonly string[]> {
  const file = (await ask('npm', ['config', 'get', which])) ?? ''
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => npmSetting.test(line))
}

async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, '', { mode: 0o600 })
  await appendFile(file, `${lines.join('\n')}\n`)
}

async function copy(from: string, to: string): Promise<void> {
  if (from === '' || !existsSync(from)) return
  await mkdir(dirname(to), { recursive: true })
  await rm(to, { recursive: true, force: true })
  // Dangling links are left out.
  await cp(from, to, { recursive: true, dereference: true, filter: (one) => existsSync(one) })
}
