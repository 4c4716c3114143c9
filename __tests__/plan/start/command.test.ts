import { expect, test } from 'vitest'
import { findStartArguments } from '../../../src/plan/start/command.ts'
import { surveyDockerfiles } from '../../../src/repository/dockerfiles/survey.ts'
import { planWith } from '../../support/world/plan.ts'
import { fakeFiles } from '../../support/world/world.ts'

const build = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/api ./cmd/api\n'
const copied = 'FROM alpine\nCOPY dist/api /api\n'
const compose = (...services: readonly string[]) =>
  `services: { ${services.map((one, at) => `s${at}: { build: ., ${one} }`).join(', ')} }`

async function startOf(given: Readonly<Record<string, string>>, yaml?: string) {
  const head = '/checkouts/head'
  const files = fakeFiles(
    undefined,
    Object.fromEntries(Object.entries(given).map(([path, text]) => [`${head}/${path}`, text])),
  )
  const plan = planWith(yaml === undefined ? {} : { yaml })
  const survey = await surveyDockerfiles(files, head, plan.settings.config.dockerfile)
  return findStartArguments(files, { ...plan, images: { ...plan.images, survey } }, 8080)
}

test.each<[string, Readonly<Record<string, string>>, readonly string[] | undefined, string?]>([
  ['the Dockerfile', { Dockerfile: `${copied}CMD ["/api", "serve"]` }, ['serve'], 'Dockerfile, line 3'],
  ['its shell form', { Dockerfile: `${copied}CMD exec /api -p $PORT` }, ['-p', '8080']],
  ['after a script', { Dockerfile: `${build}ENTRYPOINT ["/up.sh"]\nCMD ["api", "serve"]` }, ['serve']],
  ['what only the script knows', { Dockerfile: `${build}ENTRYPOINT ["/up.sh"]\nCMD ["serve"]` }, undefined],
  ['a variable', { Dockerfile: `${copied}CMD /api serve $FLAGS` }, undefined],
  [
    'the Dockerfile before the Procfile',
    { Dockerfile: `${copied}CMD ["/api", "serve"]`, Procfile: 'web: bin/api work' },
    ['serve'],
  ],
  [
    'the Procfile',
    { Procfile: `web: A=1 bin/api serve -p \${PORT:-80}` },
    ['serve', '-p', '8080'],
    'Procfile, web',
  ],
  ['a Procfile for another program', { Procfile: 'web: bin/worker serve' }, undefined],
  [
    'the compose file',
    { Dockerfile: `${build}CMD ["api"]`, 'compose.yaml': compose('command: ./api serve') },
    ['serve'],
    'compose.yaml, service s0',
  ],
  [
    'services that differ',
    { Dockerfile: `${build}CMD ["api"]`, 'compose.yaml': compose('command: a', 'command: b') },
    undefined,
  ],
  [
    'services that agree',
    { Dockerfile: `${build}CMD ["api"]`, 'compose.yaml': compose('command: a', 'command: a') },
    ['a'],
  ],
  [
    'another entry point',
    { Dockerfile: `${build}CMD ["api"]`, 'compose.yaml': compose('entrypoint: /migrate, command: up') },
    undefined,
  ],
  ['nothing', { Dockerfile: `${build}CMD ["api"]` }, undefined],
])('how the app is started: %s', async (_, files, expected, by) => {
  const found = await startOf(files)
  expect(found?.arguments).toEqual(expected)
  if (by !== undefined) expect(found?.by).toBe(by)
})

test('uses the arguments of a Dockerfile that is not built', async () => {
  const files = { Dockerfile: `${build}CMD ["api", "serve"]` }
  expect((await startOf(files, 'build: { dockerfile: false }'))?.arguments).toEqual(['serve'])
})
