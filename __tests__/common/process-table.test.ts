import { expect, test } from 'vitest'
import { leadersIn, startedApart } from '../../src/common/process-table.ts'

test('finds exactly the group leaders that work in the directory of a run', () => {
  const printed = [
    '    1     0     0 /sbin/init',
    '  200     1   200 docker build --file=/tmp/linkgate-Ab12/dockerfile-head/Dockerfile /checkout',
    '  201   200   200 docker-buildx build --file=/tmp/linkgate-Ab12/dockerfile-head/Dockerfile',
    '  300     1   300 go build -o /tmp/linkgate-Ab12/head-static/app .',
    '  400     1   400 go build -o /tmp/linkgate-Ab123/head-static/app .',
    '  500     1   500 less /tmp/linkgate-Ab12',
    '',
  ].join('\n')
  expect(leadersIn(printed, '/tmp/linkgate-Ab12')).toEqual([200, 300])
  expect(leadersIn('', '/tmp/linkgate-Ab12')).toEqual([])
})

test('finds descendants of a process in other groups, at any depth', () => {
  const printed = [
    '   1    0    1 init',
    ' 100    1  100 podman build .',
    ' 101  100  100 podman',
    ' 103  102  103 go build',
    ' 102  101  102 /bin/sh -c go build',
    ' 200    1  200 docker build .',
    ' 201  200  200 docker-buildx build .',
  ].join('\n')
  expect(startedApart(printed, 100)).toEqual([103, 102])
  expect(startedApart(printed, 200)).toEqual([])
  expect(startedApart('', 100)).toEqual([])
})
