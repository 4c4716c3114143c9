/** Building one image from a Dockerfile, and proving what came out. */

import { lastOf } from '../../common/paths.ts'
import { succeed } from '../../common/result.ts'
import { externalBases, finalBase, pinBases } from '../../dockerfile/facts/bases.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import { type BaseImage, imageReference } from '../../effects/engine.ts'
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { checkImage, type ImageCheck } from '../../inspect/loader/image-check.ts'
import { linkageOf } from '../../inspect/program/linkage.ts'
import { keptArguments } from '../../inspect/start/argv.ts'
import type { Linkage } from '../../model/image.ts'
import type { Revision } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/survey.ts'
import type { StartsAs } from '../built-variant.ts'
import { flagsOf, type GoFlags } from '../go-build/flags.ts'
import type { Pin } from '../pins.ts'
import type { SavedImages } from '../saved-images.ts'
import { prepareContext } from './context.ts'

/** A plan for an app with a Dockerfile. */
export type DockerfilePlan = Plan & { readonly dockerfile: ImageBuild }

/** An image that a Dockerfile gave, and the app's program in it. */
export interface ProvenImage {
  readonly reference: string
  readonly linkage: Linkage
  readonly check: ImageCheck
  /** How the image starts the program, for an image that stands in for it. */
  readonly startsAs: StartsAs
  /** What `go build` would be told for such a program, likewise. */
  readonly flags: GoFlags
  /** Path of a copy of the program on this machine. */
  readonly binary: string
  readonly base?: { readonly name: string } & BaseImage
}

export type ProofResult =
  | { readonly proven: ProvenImage }
  /** It does not build: the builder's last lines. */
  | { readonly output: readonly string[] }
  /** It builds, and the program in it is not the app's, or cannot be found. */
  | { readonly problem: string }

export interface ImageBuilder {
  /** `name`: of the image among those of the run. */
  build(options: {
    readonly name: string
    readonly revision: Revision
    /** Its text, which need not be that of the file. */
    readonly dockerfile: Dockerfile
    readonly build: ImageBuild
  }): Promise<ProofResult>
}

export function openImageBuilder(
  world: World,
  workspace: Workspace,
  plan: Plan,
  images: SavedImages,
  pin: Pin,
): ImageBuilder {
  const { engine, platform } = plan
  const contexts = new Map<Revision, Promise<void>>()

  return {
    async build({ name, revision, dockerfile, build: chosen }) {
      const checkout = plan.checkouts[revision]
      if (checkout === undefined) throw new Error(`there is no ${revision}`)
      const ready = contexts.get(revision) ?? prepareContext(world, workspace, plan, revision)
      contexts.set(revision, ready)
      await ready
      const { target, buildArgs } = chosen
      const options = { ...(target === undefined ? {} : { target }), buildArgs, platform }
      const needed = externalBases(dockerfile, options)
      if (!needed.ok) return { output: [`\`${chosen.dockerfile}\`: ${needed.problem.message}`] }
      const pinned = new Map<string, string>()
      for (const { reference } of needed.value) {
        const found = await pin(reference)
        if ('problem' in found) return { output: [found.problem] }
        pinned.set(reference, found.pinned)
      }
      const text = pinBases(dockerfile.text, pinned, options)
      const last = finalBase(dockerfile, options)
      const path = `${workspace.directory}/dockerfile-${name}/Dockerfile`
      await world.files.write(path, text)
      // BuildKit looks for the list that belongs to a Dockerfile beside it, before the one of the context
      const ignore = await world.files.readText(`${checkout}/${chosen.dockerfile}.dockerignore`)
      if (ignore !== undefined) await world.files.write(`${path}.dockerignore`, ignore)
      const reference = imageReference(workspace.run, name)
      const { secrets, ssh } = plan.config.dockerfile
      const built = await engine.build({
        context: chosen.context === '.' ? checkout : `${checkout}/${chosen.context}`,
        dockerfile: path,
        text,
        reference,
        run: workspace.run,
        platform,
        ...(target === undefined ? {} : { target }),
        buildArgs,
        secrets: secrets.map(({ id, from }) =>
          'env' in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(plan.git.root, from.file)}`,
        ),
        ssh,
      })
      if (!built.ok) return { output: built.output }
      const base = last === undefined ? undefined : await pin(last)
      const below = base === undefined || 'problem' in base ? undefined : base
      const saved = await images.read(reference, below?.layers ?? [])
      if (saved.root === undefined) return { problem: saved.rootProblem ?? 'its layers make no file system' }
      const checked = await checkImage(saved, saved.root, plan.main.importPath)
      if (!checked.ok) return { problem: checked.problem.message }
      const check = checked.value
      const bytes = await saved.root.read(check.path)
      if (bytes === undefined) return { problem: `\`${check.path}\` in the image could not be read` }
      // in a folder of its own: a program may be called like one of our files
      const binary = `${workspace.directory}/program-${name}/${lastOf(check.path)}`
      await world.files.write(binary, bytes, 0o755)
      return {
        proven: {
          reference,
          linkage: linkageOf(succeed(check.program)),
          check,
          flags: flagsOf(check.program),
          startsAs: {
            arguments: check.arguments,
            kept: keptArguments({
              entrypoint: saved.image.entrypoint,
              command: saved.command,
              program: check,
            }),
            env: ownVariables(saved.environment),
          },
          binary,
          ...(below === undefined || last === undefined ? {} : { base: { name: last, ...below } }),
        },
      }
    },
  }
}

/** Those that say where programs and libraries are hold for that image alone. */
function ownVariables(environment: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    environment
      .map((entry) => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)] as const)
      .filter(
        ([name]) =>
          !/^(PATH|HOME|LD_.*|SSL_CERT_.*|ZONEINFO|GO(PATH|ROOT|LANG_VERSION|TOOLCHAIN))$/.test(name),
      ),
  )
}

function absolute(root: string, path: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`
}
