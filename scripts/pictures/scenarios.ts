/** The scenarios in the pictures: changes to the services of the test fixtures, measured by `npm run pictures -- --measure`. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  enlarge,
  ordersRepository,
  type Repository,
  services,
  smallRepository,
} from '../../__tests__/support/repositories/repository.ts'

export interface Scenario {
  /** Name of the report below `__tests__/fixtures/reports`. */
  readonly report: string
  /** The repository with head checked out; base is the previous commit, if any. */
  readonly prepare: () => Promise<Repository>
  /** Further arguments of `linkgate check`. */
  readonly args?: readonly string[]
}

export const scenarios: readonly Scenario[] = [
  {
    report: 'fail',
    async prepare() {
      const repository = await ordersRepository()
      await repository.apply('heavy')
      await repository.commit('Export orders as a spreadsheet')
      return repository
    },
  },
  {
    report: 'pass',
    async prepare() {
      const repository = await ordersRepository()
      await edit(
        repository,
        'internal/httpapi/router.go',
        '\th := &handlers',
        `${versionHandler}\n\th := &handlers`,
      )
      await repository.commit('Answer with the version')
      return repository
    },
  },
  {
    report: 'unmeasured',
    async prepare() {
      const repository = await ordersRepository()
      await edit(repository, 'internal/httpapi/router.go', 'h.list)', 'h.listed)')
      await repository.commit('Limit the length of a list')
      return repository
    },
  },
  { report: 'no-baseline', prepare: ordersRepository },
  ...services.map((service) => ({
    report: `apps-${service}`,
    args: ['--config', `services/${service}/linkgate.yml`],
    async prepare() {
      const repository = await smallRepository(...services)
      await enlarge(repository, 'mail', 900_000)
      await repository.commit('Put the templates into the program')
      return repository
    },
  })),
]

const versionHandler = `	router.GET("/version", func(c *gin.Context) {
		c.JSON(http.StatusOK, gin.H{"version": "1.4.0"})
	})
`

async function edit({ directory }: Repository, path: string, from: string, to: string): Promise<void> {
  const file = join(directory, path)
  const text = await readFile(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} has no \`${from}\``)
  await writeFile(file, text.replace(from, to))
}
