/** The image that a bake file names, as make runs it for a workflow. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import { check, columns, holdImages } from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'

holdImages()

test('stage and arguments of a bake file make the image that is measured, and the report names the lines', async () => {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, 'baked')
  await layOut('baked-release', directory, { buildable: true })
  const repository = repositoryAt(directory)
  await repository.commit('All there is', {})
  await repository.commit('Words', { 'README.md': 'Words.\n' })
  const { exitCode, report, said } = await check(directory, ['--base', 'HEAD~1'])
  expect(columns(report)[0], said).toBe('static: shipped on scratch, static, started')
  const by = 'docker-bake.hcl:9, run by Makefile:2, run by .github/workflows/image.yml:7'
  expect(said).toContain(
    `Dockerfile build/api.Dockerfile, target release, context . (built by ${by}) with TAGS=nomsgpack`,
  )
  expect(report?.variants[0]?.dockerfile).toMatchObject({
    target: 'release',
    buildArgs: { TAGS: 'nomsgpack' },
    by,
    changes: [],
  })
  expect(exitCode, said).toBe(0)
})
