import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import type { Comparison } from '../../src/model/comparison.ts'
import { cycloneDxProblems } from '../support/reports/cyclonedx-schema.ts'
import { sarifProblems } from '../support/reports/sarif-schema.ts'
import { ordersRepository, smallRepository } from '../support/repositories/repository.ts'
import { check, root, start, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { publishedDatabase } from '../support/vulnerabilities/database.ts'
import { httpServer } from '../support/world/http-server.ts'

const quick = ['--rounds', '7']
const sizes = ['binary-size', 'image-size', 'pull-size']
const modes = ['static', 'dynamic']

function comparison(
  report: Pick<Report, 'comparisons'> | undefined,
  metric: string,
  mode: string,
): Comparison | undefined {
  return report?.comparisons.find((one) => one.metric === metric && one.mode === mode)
}

async function configured(directory: string, text: string): Promise<void> {
  await mkdir(join(directory, '.github'), { recursive: true })
  await writeFile(join(directory, '.github/linkgate.yml'), text)
}

describe('what a change costs', () => {
  test('a README-only change has a delta of exactly 0, and its report can be judged again', async () => {
    await using repository = await ordersRepository()
    await using folder = await temporaryFolder()
    await repository.apply('readme')
    await repository.commit('Tell more')
    const before = await traces(repository)
    const path = join(folder.path, 'report.json')
    const page = join(folder.path, 'report.html')
    const sarif = join(folder.path, 'report.sarif')
    const [boms, scan] = [join(folder.path, 'boms'), join(folder.path, 'trivy.json')]
    const found = { VulnerabilityID: 'CVE-1', PkgName: 'a', InstalledVersion: '1', Severity: 'LOW' }
    await writeFile(scan, JSON.stringify({ SchemaVersion: 2, Results: [{ Vulnerabilities: [found] }] }))
    const scans = ['--scans', `base static ${scan}, head static ${scan}`]
    const written = ['--report', path, '--html', page, '--sarif', sarif, '--sbom', boms, ...scans]
    const { exitCode, report } = await check(repository, ...quick, ...written)
    expect(exitCode).toBe(0)
    expect(sarifProblems(await readFile(sarif, 'utf8'))).toEqual([])
    const names = await readdir(boms)
    expect(names).toHaveLength(2)
    for (const name of names) expect(cycloneDxProblems(await readFile(join(boms, name), 'utf8'))).toEqual([])
    const none = { listed: [], more: 0 }
    expect(report?.scans).toEqual([
      {
        mode: 'static',
        platform: report?.variants[0]?.platform,
        scanner: 'trivy',
        new: none,
        gone: none,
        counts: { low: 1 },
      },
    ])
    const html = await readFile(page, 'utf8')
    for (const title of ['What the program consists of', 'Layers of the images', 'Every start'])
      expect(html).toContain(`>${title}</h2>`)
    expect(report?.verdict).toBe('pass')
    for (const mode of modes) {
      for (const metric of sizes) {
        expect(comparison(report, metric, mode)).toMatchObject({ delta: 0, verdict: 'unchanged' })
      }
      expect(comparison(report, 'startup', mode)).toMatchObject({ verdict: 'unchanged' })
      expect(comparison(report, 'startup', mode)?.head).toBeGreaterThan(0)
    }
    expect(await traces(repository)).toBe(before)

    const again = await start('cli.js', { args: ['judge', path, '--json'] }).finished
    expect(again.exitCode).toBe(0)
    expect(JSON.parse(again.stdout)).toEqual(report)
    const budgets = join(folder.path, 'budgets.yml')
    await writeFile(budgets, 'version: 1\nbudgets: { binary-size: { max: 1 MB } }\n')
    const stricter = await start('cli.js', { args: ['judge', path, '--config', budgets] }).finished
    expect(stricter.exitCode).toBe(1)
  })

  test('a heavy dependency breaks the default budgets and is named', async () => {
    await using repository = await ordersRepository()
    await repository.apply('heavy')
    await repository.commit('Export')
    const before = await traces(repository)
    const { exitCode, report } = await check(repository, ...quick)
    expect(exitCode).toBe(1)
    expect(report?.verdict).toBe('fail')
    for (const mode of modes) {
      for (const metric of sizes) expect(comparison(report, metric, mode)?.verdict).toBe('fail')
      const cause = report?.causes.find(
        (one) => one.mode === mode && one.name === 'github.com/xuri/excelize/v2',
      )
      expect(cause?.change).toEqual({ type: 'added', version: expect.stringMatching(/^v2/) })
      const variant = report?.variants.find((one) => one.revision === 'head' && one.mode === mode)
      expect(variant?.linkage?.kind).toBe(mode)
      expect(variant?.metrics['startup']).toMatchObject({ unit: 'ms' })
    }
    const dynamic = report?.variants.find((one) => one.revision === 'head' && one.mode === 'dynamic')
    expect(dynamic?.linkage).toMatchObject({ libc: 'glibc', needed: ['libc.so.6'] })
    expect(dynamic?.image?.layers.map(({ createdBy }) => createdBy)).toContain(
      'linkgate: loader and shared libraries',
    )
    const require = { 'github.com/gin-gonic/gin': 6, 'github.com/xuri/excelize/v2': 7 }
    expect(report?.goMod).toEqual({ file: 'go.mod', require })
    expect(await traces(repository)).toBe(before)
  })

  test('uncommitted changes are head: a known vulnerability that they link in fails the check', async () => {
    await using repository = await smallRepository('orders')
    await using folder = await temporaryFolder()
    const module = 'golang.org/x/sync'
    const functions = { 'GO-2026-0001': 'Group.Do', 'GO-2026-0002': 'Group.DoChan' }
    const database = publishedDatabase(
      Object.entries(functions).map(([id, symbol]) => {
        const imports = [{ path: `${module}/singleflight`, symbols: [symbol] }]
        return { id, module, fixed: '99.0.0', imports }
      }),
    )
    await using server = await httpServer(({ url = '' }, response) => {
      const text = database[url.slice(1)]
      response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    await configured(
      repository.directory,
      `version: 1\nbudgets: {}\nvulnerabilities: { new: fail, database: 'http://${server.host}' }\n`,
    )
    await repository.commit('Look for vulnerabilities')
    await writeFile(
      join(repository.directory, 'services/orders/stream.go'),
      `package main

import "golang.org/x/sync/singleflight"

func init() {
	var reads singleflight.Group
	<-reads.DoChan("stream", func() (any, error) { return nil, nil })
}
`,
    )
    const markdown = join(folder.path, 'comment.md')
    const { exitCode, report } = await check(repository, ...quick, '--markdown', markdown)
    expect(exitCode).toBe(1)
    expect(report?.head).toMatchObject({ dirty: true, sha: report?.base?.sha })
    const failed = report?.findings.filter(({ verdict }) => verdict === 'fail') ?? []
    expect(new Set(failed.map(({ id }) => id))).toEqual(new Set(['vulnerability/new']))
    expect(failed[0]?.message).toContain('`GO-2026-0002`, which base does not have')
    expect(failed[0]?.message).toContain('(`main.init → singleflight.(*Group).DoChan`)')
    expect(report?.vulnerabilities?.database).toMatchObject({ kind: 'web', name: `http://${server.host}` })
    const comment = await readFile(markdown, 'utf8')
    expect(comment).toContain('Known vulnerabilities: 1 new, 1 in base and head')
    expect(comment).toMatch(/GO-2026-0002.*\n?.*golang\.org\/x\/sync/)
    expect(await repository.git('status', '--porcelain')).not.toBe('')
  })
})

describe('what a mode really is', () => {
  test('netgo makes the dynamic mode static, which is reported and fails', async () => {
    await using repository = await smallRepository('orders')
    await configured(
      repository.directory,
      'version: 1\nmodes: { static: {}, dynamic: { tags: netgo } }\nbudgets: { binary-size: { increase: 1% } }\n',
    )
    await repository.commit('Configure')
    const { exitCode, report } = await check(repository, ...quick)
    expect(exitCode).toBe(1)
    const finding = report?.findings.find(
      ({ id, revision }) => id === 'link/mode-not-achieved' && revision === 'head',
    )
    expect(finding).toMatchObject({ verdict: 'fail', mode: 'dynamic' })
    expect(report?.budgets[0]?.place).toEqual({ file: '.github/linkgate.yml', line: 3 })
    expect(finding?.message).toContain(
      'mode `dynamic` must produce a dynamic binary, but the result is a static binary',
    )
    expect(finding?.fix).toContain('netgo')
  })
})

describe('what cannot be built or started', () => {
  test('head that does not compile: exit code 3 and the lines of the compiler', async () => {
    await using repository = await smallRepository('orders')
    await repository.apply('broken')
    await repository.commit('Break')
    const before = await traces(repository)
    const { exitCode, report } = await check(repository, ...quick)
    expect(exitCode).toBe(3)
    const finding = report?.findings.find(({ id }) => id === 'build/not-compiled')
    expect(finding).toMatchObject({ revision: 'head', verdict: 'unmeasured' })
    expect(finding?.log?.join('\n')).toMatch(/\.go:\d+:\d+: /)
    expect(await traces(repository)).toBe(before)
  })

  test('base that does not compile is no baseline', async () => {
    await using repository = await smallRepository('orders')
    await repository.apply('broken')
    await repository.commit('Break')
    await repository.git('revert', '--no-edit', 'HEAD')
    const { exitCode, report } = await check(repository, ...quick)
    expect(exitCode).toBe(0)
    for (const metric of sizes) {
      expect(comparison(report, metric, 'static')).toMatchObject({
        verdict: 'no-baseline',
        base: null,
        delta: null,
      })
    }
    expect(report?.findings.map(({ id }) => id)).toContain('budget/no-baseline')
  })

  test.for([
    { overlay: 'exits', reason: /ended with exit code 3/, log: /.+/ },
    { overlay: 'hangs', reason: /did not listen on any port or Unix socket within 2 s/, log: /.+/ },
    { overlay: 'mute', reason: /gave no HTTP response within 2 s/, log: undefined },
  ] as const)(
    'an app that $overlay and did not at base: sizes are there, and the check fails',
    async ({ overlay, reason, log }) => {
      await using repository = await smallRepository('orders')
      await configured(repository.directory, 'version: 1\nstartup: { timeout: 2 s }\n')
      await repository.commit('Configure')
      await repository.apply(overlay)
      await repository.commit('Change')
      const before = await traces(repository)
      const { exitCode, report } = await check(repository, ...quick)
      expect(exitCode).toBe(1)
      for (const mode of modes) {
        expect(comparison(report, 'binary-size', mode)?.head).toBeGreaterThan(1_000_000)
        expect(comparison(report, 'startup', mode)).toMatchObject({ verdict: 'unmeasured', head: null })
      }
      // both modes end in the same way, which is one finding with one log
      const found = report?.findings.filter(({ id }) => id === 'start/not-ready') ?? []
      expect(found.map(({ verdict, revision }) => [verdict, revision])).toEqual([['fail', 'head']])
      expect(found[0]?.message).toMatch(reason)
      if (log !== undefined) expect(found[0]?.log?.join('\n')).toMatch(log)
      expect(await traces(repository)).toBe(before)
    },
  )
})

describe('wrong input', () => {
  test('every problem is reported in one run, with exit code 2', async () => {
    await using repository = await ordersRepository()
    await repository.apply('two-mains')
    // the one that is named like its module would be taken for the service
    await repository.git('mv', 'cmd/orders', 'cmd/frontdesk')
    await configured(
      repository.directory,
      'version: 1\nbudget: {}\nbudgets: { binary-size: { max: 20 Mb } }\n',
    )
    await repository.commit('Two of them')
    const { exitCode, stderr } = await check(repository, '--base', 'nowhere')
    expect(exitCode).toBe(2)
    expect(stderr.split('\n').filter((line) => line.startsWith('linkgate: '))).toEqual([
      'linkgate: .github/linkgate.yml:2: unknown key `budget` in the configuration: did you mean `budgets`?',
      'linkgate: .github/linkgate.yml:3: `budgets.binary-size.max`: `20 Mb` is not a size: write `20 MB`',
      expect.stringContaining('base `nowhere` is not a commit in this repository'),
    ])
    const second = await check(repository)
    expect(second.exitCode).toBe(2)
    expect(second.stderr).toContain('unknown key `budget`')
    expect(second.stderr).toMatch(/2 main packages import Gin \(\.\/cmd\/\w+, \.\/cmd\/\w+\): choose one/)
  })

  test('no Go and no Docker are two sentences', async () => {
    await using repository = await ordersRepository()
    const git = (await import('node:child_process'))
      .execFileSync('sh', ['-c', 'command -v git'])
      .toString()
      .trim()
    const path = join(repository.directory, '..', `bin-${process.pid}`)
    const { symlink, rm } = await import('node:fs/promises')
    await mkdir(path, { recursive: true })
    await symlink(git, join(path, 'git'))
    try {
      const { exitCode, stderr } = await start('cli.js', {
        args: ['check', '--repo', repository.directory, '--engine', 'docker'],
        env: { PATH: path, HOME: process.env['HOME'] },
      }).finished
      expect(exitCode).toBe(2)
      expect(stderr).toContain('linkgate: Go was not found: add actions/setup-go')
      expect(stderr).toContain('linkgate: Docker was not found: install it')
    } finally {
      await rm(path, { recursive: true })
    }
  })

  test.for([
    { args: ['check', '--confg', 'x'], says: 'unknown option `--confg`: did you mean `--config`?' },
    { args: ['chekc'], says: 'unknown command `chekc`: did you mean `check`?' },
    { args: ['check', '--rounds', 'many'], says: '--rounds is `many`: write a whole number from 7 to 1000' },
    { args: ['check', '--config', 'nothing.yml'], says: 'configuration file `nothing.yml` does not exist' },
    { args: ['check', '--repo', '/'], says: 'is not in a git repository' },
  ])('$args: $says', async ({ args, says }) => {
    const { exitCode, stderr } = await start('cli.js', { args, cwd: root }).finished
    expect(exitCode).toBe(2)
    expect(stderr).toContain(says)
  })
})
