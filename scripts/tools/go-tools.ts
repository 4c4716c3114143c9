import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, exec, say, timed } from './process.ts'
import { shared } from './shared.ts'

/** A program of a Go module, at a pinned version. */
export interface GoTool {
  readonly package: string
  readonly version: string
  readonly binary: string
}

/** Compiles the program into .tools/bin of the checkout `root`, unless it is there. */
export async function ensureGoTool(root: string, tool: GoTool): Promise<void> {
  const bin = join(root, '.tools', 'bin')
  await shared(join(bin, tool.binary), () => install(bin, tool))
}

async function install(bin: string, tool: GoTool): Promise<void> {
  const { version, binary } = tool
  // Go writes the module's version into the binary.
  const installed = await ask('go', ['version', '-m', join(bin, binary)])
  if (installed?.includes(`\t${version}\t`)) return
  say(`${binary} ${version}: compiling (the first time only) …`)
  await mkdir(bin, { recursive: true })
  await timed(`${binary} ${version}`, () => compile(bin, tool))
}

// In a new module that requires the program, because `go install` refuses modules with exclude directives, such as BuildKit's.
async function compile(bin: string, tool: GoTool): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), 'linkgate-tool-'))
  try {
    await exec('go', ['mod', 'init', 'tools'], { cwd })
    await exec('go', ['get', '-tool', `${tool.package}@${tool.version}`], { cwd })
    await exec('go', ['build', '-o', join(bin, tool.binary), tool.package], { cwd })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}
