import { expect, test } from 'vitest'
import { type Obstacle, obstacleText, obstacleTexts } from '../../src/findings/obstacles.ts'

const unfetched = (pattern: string): Obstacle => ({
  kind: 'modules-not-fetched',
  pattern,
  modules: [`${pattern}/x`],
  output: '403 Forbidden',
})
const outdated: Obstacle = { kind: 'go-mod-outdated' }

test('modules that could not be fetched share one line and its fix', () => {
  const [other, together, ...more] = obstacleTexts([unfetched('a.com/one'), outdated, unfetched('b.com/two')])
  expect([other, more]).toEqual([obstacleText(outdated), []])
  expect(together).toMatch(
    /a\.com\/one\/x could .*; .*b\.com\/two\/x could .*GOPRIVATE: a\.com\/one,b\.com\/two/,
  )
  expect(together?.split('GOPRIVATE')).toHaveLength(2)
})

test('every other obstacle has its own line', () => {
  expect(obstacleTexts([outdated])).toEqual([obstacleText(outdated)])
  expect(obstacleTexts([])).toEqual([])
})

test('files that an action brings are downloaded in the job of linkgate too, and copied from there', () => {
  const at = '.github/workflows/image.yml:7'
  const step = { at, written: 'actions/download-artifact@v4', directory: '.' }
  expect(
    obstacleText({
      kind: 'source-missing',
      path: 'dist',
      by: 'COPY',
      at: 'Dockerfile:9',
      absence: { because: { kind: 'ignored', by: '.gitignore:1' }, step },
    }),
  ).toBe(
    `Dockerfile:9: \`COPY\` finds no files: git ignores dist (.gitignore:1); ${at} creates it with \`actions/download-artifact@v4\`; fix: run \`actions/download-artifact@v4\` before linkgate in its job, and set \`build: { prepare: cp -r $GITHUB_WORKSPACE/dist dist }\` in .github/linkgate.yml`,
  )
})
