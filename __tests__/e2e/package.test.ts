/** The package as it is installed: what is in it, and that it works with nothing else beside it. */
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { version } from '../../src/common/version.ts'
import { elfFile } from '../support/programs/elf.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'

const exec = promisify(execFile)

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

function runIn(
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  program: string,
  ...args: readonly string[]
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

/** A file of `dist` and all that it imports, at once or when it is used; relative to the root. */
async function reachable(file: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(file)) return found
  found.add(file)
  const text = await readFile(join(root, file), 'utf8')
  const imports = /(?:^import\b[^"]*?|^export\b[^"]*? from |\bimport\()"(\.{1,2}\/[^"]+)"/gm
  for (const [, path = ''] of text.matchAll(imports))
    await reachable(relative(root, join(root, dirname(file), path)), found)
  return found
}

async function below(folder: string): Promise<readonly string[]> {
  return (await readdir(join(root, folder))).map((name) => `${folder}/${name}`)
}

describe('npm pack', () => {
  test('takes all that the command needs, and nothing else; it works in an empty folder', async () => {
    await using folder = await temporaryFolder()
    const quiet = ['--offline', '--no-audit', '--no-fund', '--cache', join(folder.path, 'cache')]
    const packed = await exec('npm', ['pack', '--json', '--pack-destination', folder.path, ...quiet], {
      cwd: root,
    })
    const [{ filename, files, size }] = JSON.parse(packed.stdout)
    const probe = (await below('probe')).filter((file) => !file.endsWith('_test.go'))
    const expected = [
      'LICENSE',
      'README.md',
      'bin/linkgate.cjs',
      'dist/licenses.txt',
      'package.json',
      ...(await reachable('dist/worker.js', new Set(await reachable('dist/cli.js')))),
      ...probe,
      ...(await below('schemas')),
    ]
    expect(files.map(({ path }: { readonly path: string }) => path).sort()).toEqual(expected.sort())
    expect(size).toBeLessThan(1_100_000)

    const empty = join(folder.path, 'empty')
    await exec('npm', ['install', '--prefix', empty, ...quiet, join(folder.path, filename)])
    expect((await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      'linkgate',
    ])
    await writeFile(join(empty, 'app'), elfFile({ type: 2 }))
    const linkgate = (...args: readonly string[]) =>
      runIn({ cwd: empty }, 'node_modules/.bin/linkgate', ...args)
    const npx = await runIn({ cwd: empty }, 'npx', ...quiet, 'linkgate', '--version')
    expect(npx).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
    expect(await linkgate('check', '--help')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Usage: linkgate check /),
      stderr: '',
    })
    expect(await linkgate('inspect', 'app')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^app: ELF /),
      stderr: '',
    })
    expect(await linkgate('chekc')).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

describe('the entry', () => {
  test('is in a syntax that every Node can read', async () => {
    const code = (await readFile(join(root, 'bin/linkgate.cjs'), 'utf8')).replace(/^(?:#!|\/\/).*$/gm, '')
    expect(code).not.toMatch(/\b(?:let|const|class|import|export|async|await|of)\b|=>|`|\?\.|\?\?|\.{3}/)
  })

  test.each(['0.10.48', '8.17.0', '23.11.1'])('on Node %s prints the required version', async (older) => {
    const preload = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '${older}' } })`
    const entry = join(root, 'bin/linkgate.cjs')
    expect(await runIn({ cwd: root }, process.execPath, '--import', preload, entry, '--help')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `linkgate: Node 24 or newer is required, but this is Node ${older}: install it from https://nodejs.org\n`,
    })
  })
})

describe('in a terminal', () => {
  const esc = String.fromCharCode(27)
  const entry = join(root, 'bin/linkgate.cjs')

  /** What a terminal of 60 columns gets, in an empty directory. */
  async function shown(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
    await using folder = await temporaryFolder()
    const command = ['stty cols 60;', `'${process.execPath}'`, entry, ...args].join(' ')
    const options = {
      cwd: folder.path,
      env: { PATH: '/usr/bin:/bin', HOME: folder.path, TERM: 'xterm', ...env },
    }
    const { stdout } = await runIn(options, 'script', '-qec', command, join(folder.path, 'typescript'))
    return stdout.replaceAll('\r\n', '\n')
  }

  test('progress is one line, which is gone when the command ends', async () => {
    const text = await shown({}, 'check')
    const [progress = '', ...rest] = text.split(`\r${esc}[2K`).filter((part) => part !== '')
    expect(progress).toMatch(/^⠋ reading the repository · \d+ s$/)
    expect(rest.at(-1)).toMatch(/^(?:linkgate: .*\n)*linkgate: .* is not in a git repository/)
    // nothing but the line itself is written again
    expect(text.replaceAll(`\r${esc}[2K`, '')).not.toContain(esc)
  })

  test.each([
    ['with --quiet', {}, ['check', '--quiet']],
    ['in a terminal that cannot do it', { TERM: 'dumb' }, ['check']],
    ['in a file', {}, ['check', '2>log;', 'cat', 'log']],
  ])('there is none %s', async (_, env, args) => {
    const text = await shown(env, ...args)
    expect(text).toContain('is not in a git repository')
    expect(text).not.toMatch(new RegExp(`${esc}|reading`))
  })

  test('uses colors as NO_COLOR and FORCE_COLOR set them, in a terminal and in a pipe', async () => {
    const bold = `${esc}[1mUsage:${esc}[0m`
    expect(await shown({}, '--help')).toContain(bold)
    expect(await shown({ NO_COLOR: '1' }, '--help')).not.toContain(esc)
    expect(await shown({}, '--help', '|', 'cat')).not.toContain(esc)
    expect(await shown({ FORCE_COLOR: '1' }, '--help', '|', 'cat')).toContain(bold)
  })
})
