import { describe, expect, test } from 'vitest'
import { expression } from '../../src/doctor/checks/rule.ts'
import { noteLines } from '../../src/repository/builds/note.ts'
import { repositoryBuilds } from '../../src/repository/builds/repository-builds.ts'
import { surveyDockerfiles } from '../../src/repository/dockerfiles/survey.ts'
import { listFiles } from '../../src/repository/files.ts'
import { fakeFiles } from '../support/world/world.ts'

type Repository = Readonly<Record<string, string>>

async function found(given: Repository) {
  const files = fakeFiles(
    undefined,
    Object.fromEntries(Object.entries(given).map(([path, text]) => [`/r/${path}`, text])),
  )
  return repositoryBuilds(files, '/r', await listFiles(files, '/r'), (path) => path.includes('dev'))
}

const w = '.github/workflows/w.yml'
const workflow = (steps: string, on = 'push') => `on: ${on}
jobs:
  image:
    steps:
${steps.replaceAll(/^/gm, '      ')}`
const running = (script: string) => workflow(`- run: ${script}`)

/** What a workflow builds, as a line each. */
async function builds(given: Repository) {
  const { released, published, kept } = await found(given)
  return [...released, ...published, ...kept].map(
    ({ dockerfile, context, target = '-', buildArgs, unknownArgs, by }) =>
      [dockerfile, context, target, JSON.stringify(buildArgs), unknownArgs.join(), by].join(' '),
  )
}

const bake = `variable "TAGS" { default = "a" }
group "default" { targets = ["api"] }
target "api" {
  context = "."
  dockerfile = "build/api.Dockerfile"
  target = "release"
  args = { TAGS = TAGS, WHEN = timestamp() }
}
target "dev" { target = "dev" }
`

describe('bake', () => {
  test.each([
    ['by its action', '- uses: docker/bake-action@v6\n  with: { push: true }', 4],
    ['by the command', '- run: docker buildx bake --push', 4],
  ])('%s: builds the targets of the group, with the values of bake files', async (_how, steps) => {
    expect(await builds({ [w]: workflow(steps), 'docker-bake.hcl': bake })).toEqual([
      `build/api.Dockerfile . release {"TAGS":"a"} WHEN docker-bake.hcl:3, run by ${w}:5`,
    ])
  })

  test.each([
    ['targets: dev', 'Dockerfile . dev {}  docker-bake.hcl:9'],
    [
      'set: |\n    *.args.TAGS=b\n    api.target=other',
      'build/api.Dockerfile . other {"TAGS":"b"} WHEN docker-bake.hcl:3',
    ],
    [
      `set: "api.args.TAGS=\${{ github.sha }}"`,
      'build/api.Dockerfile . release {} TAGS,WHEN docker-bake.hcl:3',
    ],
    ['files: "./docker-bake.hcl,more.hcl"', 'build/api.Dockerfile sub release {"TAGS":"a"} WHEN more.hcl:1'],
  ])('inputs of the action: %s', async (given, expected) => {
    const steps = `- uses: docker/bake-action@v6\n  with:\n    ${given.replaceAll('\n', '\n  ')}`
    const files = {
      'docker-bake.hcl': bake,
      'more.hcl': 'target "api" { context = "sub", }'.replace(',', ''),
    }
    const [first] = await builds({ [w]: workflow(steps), ...files })
    const inContext = first?.replace('sub/build', 'build')
    expect(inContext).toBe(`${expected}, run by ${w}:5`)
  })

  test('a variable of the environment', async () => {
    const steps =
      '- run: TAGS=c docker buildx bake -f docker-bake.hcl --set api.context=x api\n  env: { TAGS: b }'
    const [first] = await builds({ [w]: workflow(steps), 'docker-bake.hcl': bake })
    expect(first).toContain('x/build/api.Dockerfile x release {"TAGS":"c"}')
    const action = '- uses: docker/bake-action@v6\n  env: { TAGS: b }'
    expect((await builds({ [w]: workflow(action), 'docker-bake.hcl': bake }))[0]).toContain('{"TAGS":"b"}')
  })

  test.each([
    ['*.output=type=registry', ['x:1']],
    [`*.output=type=image,push-by-digest=true,push=\${{ github.event_name != 'pull_request' }}`, ['x:1']],
    ['*.output+=type=registry', ['x:1']],
    ['*.output=type=registry\n*.tags=y:1\n*.tags=y:2', ['y:1', 'y:2']],
    ['*.output=type=registry\n*.tags+=y:1', ['x:1', 'y:1']],
  ])('an override of a list: %s', async (set, tags) => {
    const input = JSON.stringify(set)
    const action = `- uses: docker/bake-action@v6\n  with: { targets: a, set: ${input} }`
    const hcl = 'target "a" {\n  tags = ["x:1"]\n  output = ["type=docker"]\n}'
    const { published } = await found({ [w]: workflow(action), 'docker-bake.hcl': hcl })
    expect(published.map((one) => one.tags)).toEqual([tags])
  })

  test('reads compose files, and inline Dockerfiles in bake files', async () => {
    const compose =
      'services:\n  api:\n    build: { context: api, dockerfile: ../D, args: { A: 1 }, target: run }\n'
    const files = { 'compose.yaml': compose, [w]: running('docker buildx bake') }
    expect(await builds(files)).toEqual([`D api run {"A":"1"}  compose.yaml:2, run by ${w}:5`])
    const inline = 'target "default" { dockerfile-inline = <<EOT\nFROM scratch\nEOT\n}'
    const { kept } = await found({ 'docker-bake.hcl': inline, [w]: running('docker buildx bake') })
    expect(kept).toMatchObject([{ dockerfile: 'docker-bake.hcl', inline: 'FROM scratch\n', context: '.' }])
  })

  test('names a file that it cannot read', async () => {
    const { notes } = await found({
      'docker-bake.hcl': 'target "a" {\n  %',
      [w]: running('docker buildx bake'),
    })
    expect(noteLines(notes)).toEqual([
      'linkgate cannot read the bake file docker-bake.hcl: a name is missing (docker-bake.hcl:2)',
    ])
  })

  test('names a target whose stage is only known at run time', async () => {
    const { notes } = await found({
      'docker-bake.hcl': 'target "default" { target = md5(X) }\nvariable "X" { default = "x" }',
      [w]: running('docker buildx bake'),
    })
    expect(noteLines(notes)[0]).toContain(
      'linkgate does not build the bake target default, because its target is only known at run time (docker-bake.hcl:1',
    )
  })

  test('without a workflow, builds the default targets', async () => {
    const { inFiles } = await found({ 'docker-bake.hcl': bake })
    expect(inFiles.map(({ name, by }) => [name, by])).toEqual([['api', 'docker-bake.hcl:3']])
  })
})

const makefile = `VERSION := $(shell git describe)
TAGS ?= jsoniter
image: test
	docker build --target release \\
	  --build-arg TAGS=$(TAGS) --build-arg VERSION=$(VERSION) -t x/y:$(VERSION) -f build/Dockerfile .
test: ; go test ./...
push: image
	docker push x/y:$(VERSION)
`

describe('make', () => {
  test.each([
    ['make image', 'build/Dockerfile . release {"TAGS":"jsoniter"} VERSION Makefile:4'],
    ['make image TAGS=none', 'build/Dockerfile . release {"TAGS":"none"} VERSION Makefile:4'],
    ['TAGS=env make -s image', 'build/Dockerfile . release {"TAGS":"env"} VERSION Makefile:4'],
    [
      'sudo -E make push VERSION=1',
      'build/Dockerfile . release {"TAGS":"jsoniter","VERSION":"1"}  Makefile:4',
    ],
    ['make -C . -f Makefile', 'build/Dockerfile . release {"TAGS":"jsoniter"} VERSION Makefile:4'],
  ])('%s', async (script, expected) => {
    expect(await builds({ [w]: running(script), Makefile: makefile })).toEqual([`${expected}, run by ${w}:5`])
  })

  test('make calls make', async () => {
    const files = {
      Makefile: 'all:\n\t$(MAKE) -C app image TARGET=slim\n',
      'app/Makefile': 'include ../common.mk\nimage: ; $(BUILD) .\n',
      'common.mk': 'BUILD = docker build --target $(TARGET) --file $(CURDIR)/../Dockerfile\n',
    }
    expect(await builds({ [w]: running('make'), ...files })).toEqual([
      `Dockerfile app slim {}  app/Makefile:2, run by Makefile:2, run by ${w}:5`,
    ])
  })

  test('has separate variables and environment for each call', async () => {
    const Makefile = 'T ?= c\nU := $(T)\nimage: ; docker build --target $(U)$(V)$(T) .\n'
    const script =
      'V= make image T=a && T=b V= make image && V= make image && V=d make image && V= make image'
    const found = await builds({ [w]: running(script), Makefile })
    expect(found.map((one) => one.split(' ')[2])).toEqual(['aa', 'bb', 'cc', 'cdc', 'cc'])
  })

  test('marks builds as published if the job pushes', async () => {
    const files = { Makefile: makefile }
    expect((await found({ [w]: running('make push'), ...files })).published).toHaveLength(1)
    expect((await found({ [w]: running('make image'), ...files })).published).toEqual([])
    const tagged = workflow('- run: make push', '{ push: { tags: ["v*"] } }')
    expect((await found({ [w]: tagged, ...files })).released).toHaveLength(1)
  })

  test('without a workflow, builds every target', async () => {
    const text = `${makefile}dev-image: ; docker build --target dev .\nbaked: ; docker buildx bake\n`
    const { inFiles } = await found({ Makefile: text, 'docker-bake.hcl': bake })
    expect(inFiles.map(({ name, target, by }) => [name, target, by])).toEqual([
      ['api', 'release', 'docker-bake.hcl:3'],
      ['image', 'release', 'Makefile:4'],
      ['dev-image', 'dev', 'Makefile:9'],
      ['baked', 'release', 'docker-bake.hcl:3, run by Makefile:10'],
    ])
  })

  test.each([
    'make nothing',
    'make -C gone image',
    'make -f gone.mk',
    'make $TARGET',
    'cd $(mktemp -d) && make image',
  ])('%s is not evidence', async (script) => {
    expect(await builds({ [w]: running(script), Makefile: makefile })).toEqual([])
  })
})

describe('scripts', () => {
  test.each([
    ['./build.sh app', 'app/Dockerfile app run {"B":"2"}  build.sh:4'],
    ['bash build.sh app', 'app/Dockerfile app run {"B":"2"}  build.sh:4'],
    ['sh -e ./build.sh app more', 'app/Dockerfile app run {"B":"2"}  build.sh:4'],
  ])('%s', async (script, expected) => {
    const text = `#!/bin/sh\nset -e\nSTAGE="run"\ndocker build \\\n --target "$STAGE" --build-arg B=\${B:-2} "\${1:-.}"\n`
    expect(await builds({ [w]: running(script), 'build.sh': text })).toEqual([`${expected}, run by ${w}:5`])
  })

  test.each([
    ['bash -c "docker build --target $T ."', { T: 'x' }, 'Dockerfile . x {} '],
    ['(cd a && docker build .) && docker build b', {}, 'a/Dockerfile a - {} '],
    ['docker build $FLAGS .', { FLAGS: '--target=y --build-arg C=1' }, 'Dockerfile . y {"C":"1"} '],
    ['docker build $UNKNOWN --target z . $MORE', {}, 'Dockerfile . z {} '],
    ['docker compose -f deploy/c.yml build api --build-arg C=1', {}, 'Dockerfile . prod {"C":"1"} '],
    ['docker compose -f deploy/c.yml up -d --build', {}, 'Dockerfile . prod {} '],
    ['docker build --file "$GITHUB_WORKSPACE/a/D" "$(pwd)"', {}, 'a/D . - {} '],
    ['podman build --build-arg=C="$C" -fD .', { C: '1' }, 'D . - {"C":"1"} '],
  ])('%s', async (script, env, expected) => {
    const steps = `- run: '${script}'\n  env: ${JSON.stringify(env)}`
    const compose = 'services: { api: { build: { context: .., target: prod } } }'
    const [first] = await builds({ [w]: workflow(steps), 'deploy/c.yml': compose })
    expect(first?.startsWith(expected), first).toBe(true)
  })

  test.each([
    ['docker compose --env-file deploy/prod.env build', {}, 'slim'],
    ['docker compose --profile tools build', { STAGE: 'x' }, 'x tools'],
    ['docker compose --project-directory . -f deploy/c.yml build tools', {}, 'tools'],
    ['cd deploy/sub && docker compose build', { STAGE: 'y' }, 'y'],
    ['docker compose build $UNKNOWN', { STAGE: 'y' }, 'y'],
    ['docker compose up --no-deps --quiet-pull --build api', { STAGE: 'z' }, 'z'],
    [
      'docker compose build',
      { STAGE: 'z', COMPOSE_FILE: 'deploy/c.yml', COMPOSE_PROFILES: 'tools' },
      'z tools',
    ],
  ])('options of compose: %s with %j', async (script, env, targets) => {
    const steps = `- run: '${script}'\n  env: ${JSON.stringify(env)}`
    const text = `services:
  api: { build: { context: ., target: "\${STAGE}" } }
  tools: { build: { context: ., target: tools }, profiles: [tools] }
`
    const files = {
      'deploy/c.yml': text,
      'deploy/compose.yaml': text,
      'compose.yaml': text,
      'deploy/prod.env': 'STAGE=slim',
    }
    const found = await builds({ [w]: workflow(steps), ...files })
    expect(found.map((line) => line.split(' ')[2]).join(' ')).toBe(targets)
  })

  test.each([
    ['docker compose build', 'D . - {"A":"1"} '],
    ['docker compose build --build-arg A=x=$UNKNOWN', 'D . - {} A '],
    ['docker compose build --build-arg A', 'D . - {"A":"env"} '],
    ['docker compose -f c.yml -f d.yml --profile b build', 'D . - {"A":"1"} '],
    ['docker compose -f c.yml build', 'Dockerfile . - {"A":"1"} '],
  ])('the variables of `.env` and arguments of compose: %s', async (script, expected) => {
    const files = {
      '.env': 'COMPOSE_FILE=c.yml:d.yml\nCOMPOSE_PROFILES=a',
      'c.yml': 'services: { api: { build: { context: ., args: { A: 1 } } }, b: { profiles: [b] } }',
      'd.yml': 'services: { api: { build: { dockerfile: D } } }',
    }
    const steps = `- run: '${script}'\n  env: { A: env }`
    const [first] = await builds({ [w]: workflow(steps), ...files })
    expect(first?.startsWith(expected), first).toBe(true)
  })

  test('compose build --push pushes the images that have names', async () => {
    const compose = 'services: { api: { image: example.com/api, build: . }, b: { build: b } }'
    const files = { [w]: running('docker compose build --push'), 'compose.yaml': compose }
    const { published, kept } = await found(files)
    expect([published.map(({ name }) => name), kept.map(({ name }) => name)]).toEqual([['api'], ['b']])
  })

  test('a step whose stage only a run knows is named', async () => {
    const steps = `- uses: docker/build-push-action@v6\n  with: { target: "${expression("github.ref == 'x' && 'a' || 'b'")}" }`
    const { notes, kept } = await found({ [w]: workflow(steps) })
    expect([noteLines(notes), kept]).toEqual([
      [`linkgate does not build the image of this step, because only a run knows its target (${w}:5)`],
      [],
    ])
  })

  test.each([
    [
      '- run: cd sub && docker build --build-context a=docker-image://x:1 --build-context b=lib --build-context c=$C .',
    ],
    [
      '- uses: docker/build-push-action@v6\n  with:\n    build-contexts: |\n      a=docker-image://x:1\n      b=./sub/lib\n      c=https://example.com/c.git',
    ],
    ['- run: docker buildx bake'],
    ['- run: docker compose build'],
    ['- run: cd sub && docker buildx bake -f ../compose.yaml'],
  ])('named contexts: %s', async (steps) => {
    const { kept } = await found({
      [w]: workflow(steps),
      'docker-bake.hcl':
        'target "default" { contexts = { a = "docker-image://x:1", b = "sub/lib", c = "target:other" } }\ntarget "other" {}',
      'compose.yaml':
        'services: { api: { build: { context: ., additional_contexts: [a=docker-image://x:1, b=sub/lib, "c=service:other"] } } }',
    })
    const [only] = kept
    expect(only?.contexts).toMatchObject({ a: { kind: 'image', image: 'x:1' }, c: { kind: 'other' } })
    if (!steps.includes('compose.yaml'))
      expect(only?.contexts?.['b']).toEqual({ kind: 'directory', path: 'sub/lib' })
  })

  test('restores the directory after a subshell', async () => {
    expect(await builds({ [w]: running('(cd a && docker build .) && docker build b') })).toEqual([
      `a/Dockerfile a - {}  ${w}:5`,
      `b/Dockerfile b - {}  ${w}:5`,
    ])
  })

  test.each([
    'task image',
    'task --dir gone',
    'just docker-build',
    'mage image',
    'earthly --push +image',
    'ko build ./cmd/api',
  ])('%s is reported as unreadable', async (script) => {
    const { notes } = await found({ [w]: running(script) })
    expect(notes).toEqual([
      {
        text: expect.stringMatching(/^linkgate cannot determine what `.+` builds with \w+$/),
        by: `${w}:5`,
      },
    ])
  })

  test('ends if scripts call each other', async () => {
    expect(
      await builds({ [w]: running('./a.sh'), 'a.sh': './b.sh\ndocker build .', 'b.sh': './a.sh' }),
    ).not.toEqual([])
  })
})

describe('scripts that find their own directory', () => {
  test.each([
    'cd "$(dirname "$0")/.."',
    `cd "$(dirname "\${BASH_SOURCE[0]}")" && cd ..`,
    'cd $(dirname $0)/..',
    'cd `dirname $0`/..',
    `DIR="$( cd "$( dirname "\${BASH_SOURCE[0]}" )" >/dev/null 2>&1 && pwd )"\ncd "$DIR/.."`,
    'ROOT=$(realpath "$(dirname "$0")/..")\ncd "$ROOT"',
    `ROOT=$(cd "$(dirname "$(readlink -f "$0")")/.."; pwd -P)\ncd "\${ROOT}"`,
    'cd "$(git rev-parse --show-toplevel)"',
    'pushd "$(pwd)"',
  ])('%s', async (moves) => {
    const text = `#!/bin/bash\nset -euo pipefail\n${moves}\ndocker build -f deploy/Dockerfile .\n`
    const [first] = await builds({ [w]: running('./scripts/build.sh'), 'scripts/build.sh': text })
    expect(first).toMatch(/^deploy\/Dockerfile \. - \{\} /)
  })

  test.each(['cd "$(mktemp -d)"', 'cd "$(dirname "$(command -v go)")"', 'cd /srv', 'cd "$(ls | pwd)"'])(
    'ignores a place that is only known at run time: %s',
    async (moves) => {
      expect(await builds({ [w]: running(`${moves} && docker build .`) })).toEqual([])
    },
  )
})

describe('local workflows and actions that a workflow calls', () => {
  const called = '.github/workflows/image.yml'
  const reusable = `on:
  workflow_call:
    inputs: { target: { type: string }, tags: { default: prod } }
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with: { push: true, target: "\${{ inputs.target }}", build-args: "TAGS=\${{ inputs.tags }}" }
`
  const calling = (given: string) => `on: push
jobs:
  image:
    strategy: { matrix: { stage: [api] } }
    uses: ./${called}
    with: ${given}
`

  test('follows another workflow, with its inputs and their defaults', async () => {
    const files = { [called]: reusable, [w]: calling(`{ target: "\${{ matrix.stage }}" }`) }
    expect(await builds(files)).toEqual([`Dockerfile . api {"TAGS":"prod"}  ${called}:7, run by ${w}:3`])
    const { published, kept } = await found(files)
    expect([published.length, kept.length]).toEqual([1, 0])
  })

  test('handles an input that is only known at run time', async () => {
    const given = `{ target: api, tags: "\${{ github.ref_name }}" }`
    expect(await builds({ [called]: reusable, [w]: calling(given) })).toEqual([
      expect.stringMatching(/^Dockerfile \. api \{\} TAGS /),
    ])
  })

  test('reads a reusable workflow that nothing in the repository calls', async () => {
    const text = reusable.replace(`"\${{ inputs.target }}"`, 'web')
    expect(await builds({ [called]: text })).toEqual([`Dockerfile . web {} TAGS ${called}:7`])
  })

  test('follows a composite action, with its inputs, the environment, and its directory', async () => {
    const action = `inputs: { file: { default: Dockerfile }, target: {} }
runs:
  using: composite
  steps:
    - run: docker build -f "\${{ inputs.file }}" --target "\${{ inputs.target }}" --build-arg TAGS=$TAGS . && docker push x
      shell: bash
    - run: docker build "$GITHUB_ACTION_PATH"
      shell: bash
`
    const steps = '- uses: ./ci/image\n  with: { target: api }\n  env: { TAGS: prod }'
    expect(await builds({ [w]: workflow(steps), 'ci/image/action.yaml': action })).toEqual([
      `Dockerfile . api {"TAGS":"prod"}  ci/image/action.yaml:5, run by ${w}:5`,
      `ci/image/Dockerfile ci/image - {}  ci/image/action.yaml:7, run by ${w}:5`,
    ])
  })

  test('ends if workflows and actions call each other', async () => {
    const own =
      'runs:\n  using: composite\n  steps:\n    - uses: ./a\n    - uses: ./a\n    - run: docker build .\n'
    const found = await builds({
      [w]: workflow('- uses: ./a'),
      [called]: `on: push\njobs: { a: { uses: ./${called} }, b: { uses: ./${called} } }`,
      'a/action.yml': own,
    })
    expect(found).not.toEqual([])
  })
})

describe('task runners', () => {
  const scripts = JSON.stringify(
    {
      scripts: {
        preimage: 'echo',
        image: 'docker build -f a.Dockerfile',
        test: 'docker build b',
        image2: 'npm run image',
      },
    },
    null,
    2,
  )

  test.each([
    ['npm run image -- --target run .', 'a.Dockerfile . run {}  package.json:4, run by $'],
    ['npm run-script image -- .', 'a.Dockerfile . - {}  package.json:4, run by $'],
    ['npm test', 'b/Dockerfile b - {}  package.json:5, run by $'],
    ['yarn image .', 'a.Dockerfile . - {}  package.json:4, run by $'],
    ['pnpm run image .', 'a.Dockerfile . - {}  package.json:4, run by $'],
    ['pnpm -C web image .', 'web/a.Dockerfile web - {}  web/package.json:4, run by $'],
    ['npm --prefix=web run image -- .', 'web/a.Dockerfile web - {}  web/package.json:4, run by $'],
    ['cd web && bun run image .', 'web/a.Dockerfile web - {}  web/package.json:4, run by $'],
  ])('%s', async (script, expected) => {
    const files = { [w]: running(script), 'package.json': scripts, 'web/package.json': scripts }
    expect(await builds(files)).toEqual([expected.replace('$', `${w}:5`)])
  })

  test.each([
    'npm image',
    'npm install',
    'npm run gone',
    'bun build .',
    'npm run image2',
    'yarn --cwd $DIR image .',
  ])('%s: nothing', async (script) => {
    expect(await builds({ [w]: running(script), 'package.json': scripts })).toEqual([])
  })

  const taskfile = `vars: { FILE: api.Dockerfile, TAG: '{{.VERSION}}' }
includes: { web: ./web, ops: { taskfile: ops/Tasks.yml, dir: ops }, vars: { taskfile: vars, vars: { WHO: outer, NAME: x } } }
tasks:
  default: docker build .
  image:
    aliases: [i]
    deps: [base]
    cmds:
      - docker build -f {{.FILE}} --build-arg TAGS={{.TAGS}} --build-arg V={{.TAG | upper}} {{.CLI_ARGS}} .
  base: { dir: '{{.DIR}}', cmd: docker build base }
  all: { cmds: [{ task: image, vars: { FILE: other.Dockerfile } }, { cmd: docker build last }] }
  loop: { deps: [loop], cmds: [docker build loop] }
`
  const included = 'tasks:\n  image: { cmds: [docker build .] }\n'
  const withVariables = `vars: { NAME: inner, ONLY: inner }
tasks:
  image: { cmds: ['docker build -f {{.NAME}} --target {{.WHO}} --build-arg V={{.ONLY}} .'] }
  back: { cmds: [{ task: ':default' }, { task: image, vars: { NAME: given } }] }
`

  test.each<[string, readonly string[]]>([
    ['task', ['Dockerfile . - {}  Taskfile.yml:4, run by $']],
    [
      'task image TAGS=prod -- --target run',
      ['api.Dockerfile . run {"TAGS":"prod"} V Taskfile.yml:9, run by $'],
    ],
    ['go-task i FILE=b', ['b . - {} TAGS,V Taskfile.yml:9, run by $']],
    ['task -d . base DIR=sub', ['sub/base/Dockerfile sub/base - {}  Taskfile.yml:10, run by $']],
    [
      'task all',
      [
        'other.Dockerfile . - {} TAGS,V Taskfile.yml:9, run by $',
        'last/Dockerfile last - {}  Taskfile.yml:11, run by $',
      ],
    ],
    ['task web:image', ['Dockerfile . - {}  web/Taskfile.yml:2, run by $']],
    ['task ops:image', ['ops/Dockerfile ops - {}  ops/Tasks.yml:2, run by $']],
    // as `task --dry` of Task 3.39 prints them
    ['task vars:image', ['inner . outer {"V":"inner"}  vars/Taskfile.yml:3, run by $']],
    ['task vars:image WHO=me', ['inner . outer {"V":"inner"}  vars/Taskfile.yml:3, run by $']],
    [
      'task vars:back',
      [
        'Dockerfile . - {}  Taskfile.yml:4, run by $',
        'given . outer {"V":"inner"}  vars/Taskfile.yml:3, run by $',
      ],
    ],
    ['task --taskfile ops/Tasks.yml image', ['Dockerfile . - {}  ops/Tasks.yml:2, run by $']],
  ])('%s', async (script, expected) => {
    const files = {
      [w]: running(script),
      'Taskfile.yml': taskfile,
      'web/Taskfile.yml': included,
      'ops/Tasks.yml': included,
      'vars/Taskfile.yml': withVariables,
    }
    expect(await builds(files)).toEqual(expected.map((one) => one.replace('$', `${w}:5`)))
  })

  test.each([
    [
      'task a0',
      'Taskfile.yml',
      (name: string, next: string) => `  ${name}: { deps: [${Array(9).fill(next)}] }\n`,
      'tasks:\n',
    ],
    [
      'just a0',
      'justfile',
      (name: string, next: string) => `${name}: ${Array(9).fill(next).join(' ')}\n  true\n`,
      '',
    ],
  ] as const)('%s: calls that multiply end', async (script, file, line, head) => {
    const lines = Array.from({ length: 9 }, (_, at) => line(`a${at}`, `a${at + 1}`))
    const since = performance.now()
    await builds({ [w]: running(script), [file]: head + lines.join('') })
    expect(performance.now() - since).toBeLessThan(5_000)
  })

  test('ends if tasks depend on each other', async () => {
    expect(await builds({ [w]: running('task loop'), 'Taskfile.yml': taskfile })).not.toEqual([])
  })

  const justfile = `set dotenv-load
file := "api.Dockerfile"
version := \`git describe\`
alias i := image

# the image
image target='run' *args: base
    @docker build -f {{file}} --target {{ target }} \\
      --build-arg V={{version}} {{args}} .

base:
  cd base && docker build .
two a b: (base)
  #!/usr/bin/env bash
  docker build {{a}}-{{b}}
loop: loop
  docker build loop
`

  test.each<[string, readonly string[]]>([
    [
      'just',
      ['base/Dockerfile base - {}  justfile:12, run by $', 'api.Dockerfile . run {} V justfile:8, run by $'],
    ],
    [
      'just i dev --no-cache',
      ['base/Dockerfile base - {}  justfile:12, run by $', 'api.Dockerfile . dev {} V justfile:8, run by $'],
    ],
    [
      'just file=b image',
      ['base/Dockerfile base - {}  justfile:12, run by $', 'b . run {} V justfile:8, run by $'],
    ],
    [
      'just base base',
      [
        'base/Dockerfile base - {}  justfile:12, run by $',
        'base/Dockerfile base - {}  justfile:12, run by $',
      ],
    ],
    ['just -f tools/justfile image', ['tools/Dockerfile tools - {}  tools/justfile:2, run by $']],
  ])('%s', async (script, expected) => {
    const files = { [w]: running(script), justfile, 'tools/justfile': 'image:\n  docker build .\n' }
    expect(await builds(files)).toEqual(expected.map((one) => one.replace('$', `${w}:5`)))
  })

  test('ends if recipes depend on each other', async () => {
    expect(await builds({ [w]: running('just loop'), justfile })).not.toEqual([])
  })
})

describe('GoReleaser', () => {
  test('finds images around compiled programs, and those of ko', async () => {
    const text =
      'dockers:\n  - dockerfile: build/D\n    build_flag_templates: ["--target=run"]\nkos:\n  - main: ./cmd/api\n'
    const { released, notes } = await found({ '.goreleaser.yaml': text })
    expect(released).toMatchObject([
      { dockerfile: 'build/D', target: 'run', pushed: true, assembled: true, by: '.goreleaser.yaml:2' },
    ])
    expect(noteLines(notes)).toEqual([
      'linkgate does not build the image of cmd/api, which ko builds without a Dockerfile (.goreleaser.yaml:5)',
    ])
  })

  test('is reported once, regardless of the number of images', async () => {
    const image = (dockerfile: string, arch: string) =>
      `  - dockerfile: ${dockerfile}\n    image_templates: ["x:${arch}"]\n`
    const text = ['A', 'A', 'B', 'B'].map((name, at) => image(name, String(at))).join('')
    const files = fakeFiles(undefined, {
      '/r/.goreleaser.yaml': `dockers:\n${text}`,
      '/r/A': 'FROM alpine\nCOPY orders /orders\nENTRYPOINT ["/orders"]\n',
      '/r/B': 'FROM scratch\nCOPY orders /orders\nENTRYPOINT ["/orders"]\n',
    })
    const { notes } = await surveyDockerfiles(files, '/r', { buildArgs: {}, secrets: [], ssh: [] })
    expect(notes).toEqual([
      'linkgate does not build the GoReleaser images of A, B, because GoReleaser compiles the program outside the Dockerfile (.goreleaser.yaml:2, 4, 6, 8)',
    ])
  })
})
