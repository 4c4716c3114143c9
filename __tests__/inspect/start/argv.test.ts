import { expect, test } from 'vitest'
import { argvOf, type ImageStart, keptArguments } from '../../../src/inspect/start/argv.ts'

const image = (
  entrypoint: readonly string[],
  command: readonly string[],
  ...own: readonly string[]
): ImageStart => ({ entrypoint, command, program: { path: '/app/api', arguments: own } })

test.each<[string, ImageStart, readonly string[], readonly string[]]>([
  ['nothing given', image(['/app/api'], ['serve'], 'serve'), [], ['/app/api', 'serve']],
  ['instead of CMD', image(['/app/api'], ['serve'], 'serve'), ['run'], ['/app/api', 'run']],
  [
    'after those of ENTRYPOINT',
    image(['/app/api', '-v'], ['serve'], '-v', 'serve'),
    ['run'],
    ['/app/api', '-v', 'run'],
  ],
  ['a program that CMD names stays', image([], ['/app/api', 'serve'], 'serve'), ['run'], ['/app/api', 'run']],
  ['by a relative path too', image([], ['./api']), ['run'], ['./api', 'run']],
  [
    'with what stands before it',
    image(['tini', '--'], ['/app/api', 'serve'], 'serve'),
    ['run'],
    ['tini', '--', '/app/api', 'run'],
  ],
  [
    'a whole command, as for the engine',
    image([], ['/app/api', 'serve'], 'serve'),
    ['api', 'run'],
    ['api', 'run'],
  ],
  [
    'a whole command behind an init',
    image(['tini', '--'], ['/app/api', 'serve'], 'serve'),
    ['/app/api', 'run'],
    ['tini', '--', '/app/api', 'run'],
  ],
  // a shell decides what it does with further words
  ['a line for a shell', image([], ['/bin/sh', '-c', './api serve'], 'serve'), ['run'], ['run']],
  ['a word for a shell', image([], ['sh', '-c', '/app/api']), ['run'], ['run']],
  ['a program that was not found', { entrypoint: ['/x'], command: ['y'] }, ['run'], ['/x', 'run']],
])('%s', (_, start, given, argv) => {
  expect(argvOf(start, given)).toEqual(argv)
})

test('a fallback gives its program the arguments of ENTRYPOINT, but not those of CMD', () => {
  expect(keptArguments(image(['/app/api', '-v'], ['serve'], '-v', 'serve'))).toEqual(['-v'])
  expect(keptArguments(image(['tini', '--'], ['/app/api', 'serve'], 'serve'))).toEqual([])
  expect(keptArguments(image([], ['/bin/sh', '-c', './api serve'], 'serve'))).toEqual([])
})
