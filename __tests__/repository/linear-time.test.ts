/** Files of the sizes that are read, made so that a reader could look at the same text again and again. */
import { expect, test } from 'vitest'
import { needsBuildKit } from '../../src/images/engines/docker/build.ts'
import { readBakeFile } from '../../src/repository/bake/definition.ts'
import { bakeTargets } from '../../src/repository/bake/targets.ts'
import { topLevelNames } from '../../src/repository/go/top-level-names.ts'
import { readMakefile } from '../../src/repository/make/makefile.ts'
import { recipeScripts, targetsGenerating } from '../../src/repository/make/rules.ts'
import { commandsIn } from '../../src/repository/steps/commands.ts'

const many = (count: number, unit: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => unit(index)).join('')

function make(text: string) {
  const files = { paths: ['Makefile'], root: '/r', text: () => text }
  const found = readMakefile(files, { directory: '.', file: 'Makefile', overrides: {} })
  return found && [recipeScripts(found).length, targetsGenerating(found, 'image')]
}

function bake(text: string) {
  const read = readBakeFile(text, 'docker-bake.hcl')
  return read.ok ? bakeTargets(read.value, () => undefined).all.length : read.problem.message
}

const commands = (text: string) =>
  commandsIn({ text, file: 'build.sh', line: 1, directory: '.' }).map(({ directory }) => directory)

test.each<[name: string, read: () => unknown, expected: unknown]>([
  [
    'targets that need the next one each',
    () => make(many(3_000, (at) => `t${at}: t${at + 1}\n\ttouch ${at === 2_999 ? 'image' : 'x'}\n`)),
    [100, ['t2999']],
  ],
  ['targets that need what no rule makes', () => make(many(5_000, (at) => `t${at}: u${at}\n`)), [0, []]],
  ['conditionals in each other', () => make(`${many(8_000, () => 'ifeq (a,a)\n')}all:\n\tx\n`), [1, []]],
  ['lines that go on', () => make(`A = ${many(20_000, () => 'a \\\n')}\nall:\n\tx\n`), [1, []]],
  ['a recipe that goes on', () => make(`all:\n${many(10_000, () => '\techo a \\\n')}\n`), [1, []]],
  ['backslashes', () => make(`all:\n\techo ${'\\'.repeat(80_000)}\n`), [1, []]],
  ['blocks of a bake file', () => bake(many(4_000, (at) => `target "t${at}" {}\n`)), 4_000],
  ['heredocs', () => bake(`target "a" {\n${many(8_000, () => 'a = <<E\nE\n')}}\n`), 1],
  [
    'a matrix of thousands of names',
    () =>
      bake(
        `target "a" {\n name = "x-\${k0}"\n matrix = {\n${many(1_000, (at) => `k${at} = ["a","b"]\n`)}} }`,
      ),
    1,
  ],
  ['comments that nothing ends', () => topLevelNames('/* a\n'.repeat(8_000)), []],
  ['strings that nothing ends', () => topLevelNames(`func f() {}\n\`${'a\n'.repeat(20_000)}`), ['f']],
  ['a directory in a directory', () => commands(`${'cd a && '.repeat(3_000)}make`), [undefined]],
  ['carriage returns', () => commands(`make ${'\r'.repeat(40_000)}`), ['.']],
  ['subshells in each other', () => commands('(cd a;'.repeat(150)), []],
  [
    'blanks',
    () => needsBuildKit('engine', { text: `RUN ${' '.repeat(40_000)}`, secrets: [], ssh: [] } as never),
    undefined,
  ],
])('%s', (_, read, expected) => {
  const before = process.cpuUsage()
  expect(read()).toEqual(expected)
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
})
