import { expect, test } from 'vitest'
import { groupsOf } from '../src/leftover-processes.ts'

test('the leaders of groups that work in the directory of a run, and nobody else', () => {
  const printed = [
    '    1       0 /sbin/init',
    '  200     200 docker build --file=/tmp/linkgate-Ab12/dockerfile-head/Dockerfile /checkout',
    '  201     200 docker-buildx build --file=/tmp/linkgate-Ab12/dockerfile-head/Dockerfile',
    '  300     300 go build -o /tmp/linkgate-Ab12/head-static/app .',
    '  400     400 go build -o /tmp/linkgate-Ab123/head-static/app .',
    '  500     500 less /tmp/linkgate-Ab12',
    '',
  ].join('\n')
  expect(groupsOf(printed, '/tmp/linkgate-Ab12')).toEqual([200, 300])
  expect(groupsOf('', '/tmp/linkgate-Ab12')).toEqual([])
})
