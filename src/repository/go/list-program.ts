import type { Result } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import type { GoSearch } from './discover.ts'
import { goEnv } from './env.ts'
import { type GoList, goList, type Listed, type ListOptions } from './list.ts'
import type { MainPackage } from './main-package.ts'

/** The program and everything it needs, for Linux. Without cgo, files with C in them are passed over. */
export function listProgram(
  world: World,
  { checkout, root, tags }: GoSearch,
  main: MainPackage,
  { fields, cgo = '1' }: Pick<ListOptions, 'fields'> & { readonly cgo?: '0' | '1' },
): Promise<Result<GoList>> {
  const env = {
    ...goEnv(world.host.env, { root, checkout }),
    GOOS: 'linux',
    GOARCH: world.host.arch,
    CGO_ENABLED: cgo,
  }
  return goList(world, {
    cwd: `${checkout}/${main.module}`,
    env: main.outsideWorkspace === true ? { ...env, GOWORK: 'off' } : env,
    tags,
    fields,
    patterns: [main.path],
    deps: true,
  })
}

/** A package whose files are of interest beside the program. */
export type SourcePackage = Pick<Listed, 'ImportPath' | 'Dir' | 'EmbedFiles' | 'Module'>

export const sourceFields = [
  'ImportPath',
  'Dir',
  'EmbedFiles',
  'Module',
] as const satisfies readonly (keyof Listed)[]

/** Those that embed files or are of the main module. */
export function sourcePackages(packages: readonly SourcePackage[]): readonly SourcePackage[] {
  return packages
    .filter(({ EmbedFiles = [], Module }) => EmbedFiles.length > 0 || Module?.Main === true)
    .map(({ ImportPath, Dir, EmbedFiles, Module }) => ({ ImportPath, Dir, EmbedFiles, Module }))
}
