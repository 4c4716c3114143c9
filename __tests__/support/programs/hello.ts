/** The fixture `hello` with a history, on a server that git can fetch from. The service compiles in half a second. */
import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newRepository, type Repository } from '../repositories/git.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/programs', import.meta.url))

/** SHAs of the commits, by their names in the history. */
export type Shas = Readonly<Record<CommitName, string>>
export type CommitName = 'one' | 'two' | 'three' | 'grown' | 'words' | 'merge' | 'rebased' | 'merged' | 'lost'

export interface Origin {
  readonly repository: Repository
  readonly at: Shas
}

/** Bytes that a commit adds to the binary. So the difference between head and base shows which commit base is. */
export const weights = { three: 200_000, grown: 100_000, lost: 300_000 } as const

/**
 * main:   one ─ two ─ three (+200 kB) ───────┬ merge
 * topic:         └ grown (+100 kB) ─ words ──┘
 * rebased: topic on three, and merged: that merged into main
 * lost:   from two, +300 kB; no branch leads to it
 *
 * @param compiles false if no commit should compile, for tests of the compared commits and of messages, which need no build
 */
export async function helloOrigin(
  path: string,
  { compiles }: { readonly compiles: boolean },
): Promise<Origin> {
  const repository = await newRepository(path)
  const start = (from: string) => repository.git('checkout', '--quiet', '--detach', from)
  const grow = (name: keyof typeof weights) =>
    repository.commit(`Add ${name}`, { [`ballast/${name}.txt`]: name.padEnd(weights[name], '.') })
  const merge = async (sha: string) => {
    await repository.git('merge', '--quiet', '--no-ff', '--message', 'Merge topic', sha)
    return repository.sha('HEAD')
  }
  await cp(join(fixtures, 'hello'), path, { recursive: true })
  if (!compiles) await appendFile(join(path, 'main.go'), '\nfunc broken() { nothing }\n')
  const one = await repository.commit('Say hello')
  const two = await repository.commit('Tell more', { 'README.md': '# hello\n\nA service.\n' })
  const three = await grow('three')
  await start(two)
  const grown = await grow('grown')
  const words = await repository.commit('Tell of topic', { 'topic.md': 'Topic.\n' })
  await repository.git('branch', 'topic')
  await start(three)
  const merged = await merge(words)
  await start(words)
  await repository.git('rebase', '--quiet', three)
  const rebased = await repository.sha('HEAD')
  await start(three)
  const mergedAfterRebase = await merge(rebased)
  await start(two)
  const lost = await grow('lost')
  await repository.git('checkout', '--quiet', 'main')
  return {
    repository,
    at: { one, two, three, grown, words, merge: merged, rebased, merged: mergedAfterRebase, lost },
  }
}
