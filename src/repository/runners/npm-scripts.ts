import { packageCall, packageScripts } from '../steps/package-scripts.ts'
import type { RepositoryTexts } from '../texts.ts'
import type { RunnerCall, RunnerScript } from './runner-call.ts'

/** The script of package.json that a package manager runs, with its `pre` and `post` scripts. */
export function npmScripts(
  texts: RepositoryTexts,
  { program, words, directory, variables }: RunnerCall,
): readonly RunnerScript[] | undefined {
  const call = packageCall({ words: [program, ...words], directory }, texts)
  const scripts = call === undefined ? [] : packageScripts(call, texts)
  return scripts.length === 0 ? undefined : scripts.map((one) => ({ ...one, variables }))
}
