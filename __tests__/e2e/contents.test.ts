/** A check of a Dockerfile that plants in head what an attacker would look for. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layOutService } from '../support/repositories/dockerfile-repositories.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { about, check, holdImages } from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'

holdImages()

const planted = `USER root
COPY planted.env /srv/.env
RUN rm /srv/.env \\
 && cp /bin/true /usr/local/bin/raise && chmod 4755 /usr/local/bin/raise \\
 && mkdir -m 0777 /data
`

test('a set-user-ID program, a removed file of secrets, a directory for all, and root', async () => {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, 'inventory')
  await layOutService('default/debian-debian', directory)
  const repository = repositoryAt(directory)
  await repository.commit('All there is', { 'planted.env': 'PASSWORD=hunter2hunter2\n' })
  const dockerfile = await readFile(join(directory, 'Dockerfile'), 'utf8')
  await repository.commit('Plant', { Dockerfile: `${dockerfile}${planted}` })
  const { exitCode, report, said } = await check(directory, ['--base', 'HEAD~1'])
  expect([exitCode, report?.verdict, said]).toMatchObject([0, 'warn', expect.anything()])
  const [programs] = about(report, 'image/set-id-added')
  expect(programs).toContain(
    'new set-user-ID or set-group-ID programs in the image: `/usr/local/bin/raise` (layer ',
  )
  expect(about(report, 'image/writable-added').join()).toContain('`/data` (layer ')
  expect(about(report, 'image/secret-added').join()).toMatch(/`\/srv\/\.env` \(layer \d+, removed later/)
  expect(about(report, 'image/runs-as-root').join()).toContain('base runs as user `1000`')
  expect(said).not.toContain('hunter2')
  const shipped = report?.variants.find((one) => one.revision === 'head' && one.source === 'shipped')
  expect(shipped?.contents).toMatchObject({ databases: ['dpkg'], distribution: { id: 'debian' }, root: true })
  const { packages = [], loaded = [], files = [] } = shipped?.contents ?? {}
  expect(packages.filter((one) => one.loaded).map(({ name }) => name)).toEqual(['libc6'])
  expect(packages.every((one) => one.base === true)).toBe(true)
  expect(loaded.every((one) => one.package === 'libc6')).toBe(true)
  expect(files.filter(({ kind }) => kind === 'shell').map(({ path }) => path)).toContain('/usr/bin/dash')
})
