import { maskCredentials } from '../../common/mask.ts'
import type { Result } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import type { Mode } from '../../model/mode.ts'
import type { Platform } from '../../model/variant.ts'
import { goEnv } from '../../repository/go/env.ts'
import type { MainPackage } from '../../repository/go/main-package.ts'

/**
 * -trimpath and -buildvcs=false make the same source give the same bytes in two directories: without them base and
 * head would differ by their paths and commits alone.
 */
export function goBuildCommand(mode: Mode, main: MainPackage, output: string): readonly string[] {
  return [
    'go',
    'build',
    '-trimpath',
    '-buildvcs=false',
    ...(mode.tags.length > 0 ? [`-tags=${mode.tags.join(',')}`] : []),
    ...(mode.ldflags !== '' ? [`-ldflags=${mode.ldflags}`] : []),
    '-o',
    output,
    main.path,
  ]
}

/** Environment of `go build`; its temporary files go where they are removed even if it is killed. */
export function goBuildEnv(host: Env, mode: Mode, platform: Platform, temporary: string): Env {
  const [os = '', arch = ''] = platform.split('/')
  return { ...host, GOOS: os, GOARCH: arch, GOTMPDIR: temporary, TMPDIR: temporary, ...mode.env }
}

const shownLines = 20

/** Writes the program to `output`; the problem is what the compiler said, its first lines. */
export async function goBuild(
  world: World,
  options: {
    readonly mode: Mode
    readonly main: MainPackage
    readonly platform: Platform
    readonly checkout: string
    /** Root of the user's own checkout. */
    readonly root: string
    readonly output: string
    readonly temporary: string
  },
): Promise<Result<{ readonly milliseconds: number }, readonly string[]>> {
  const { mode, main, platform, checkout, root, output, temporary } = options
  const since = world.clock.now()
  const cwd = main.module === '.' ? checkout : `${checkout}/${main.module}`
  if ((await world.files.stat(cwd)) === undefined) {
    return { ok: false, problem: [`the directory ${main.module} does not exist in this revision`] }
  }
  const built = await world.exec.run(goBuildCommand(mode, main, output), {
    cwd,
    env: {
      ...goBuildEnv(goEnv(world.host.env, { root, checkout }), mode, platform, temporary),
      ...(main.outsideWorkspace === true ? { GOWORK: 'off' } : {}),
    },
  })
  if (built.exitCode !== 0) {
    const said = maskCredentials(`${built.stderr}\n${built.stdout}`)
      .split('\n')
      .filter((line) => line.trim() !== '')
    return { ok: false, problem: said.slice(0, shownLines) }
  }
  return { ok: true, value: { milliseconds: world.clock.now() - since } }
}
