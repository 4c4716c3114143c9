/** A program on an image that the configuration names. */
import type { Result } from '../../common/result.ts'
import { type BuildProblem, imageReference } from '../../effects/engine.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget } from '../../plan/plan.ts'
import type { BuildFailure, GoProgram, ImageOnBase } from '../built-variant.ts'
import type { Pin } from '../pins.ts'
import { programLayer, programPath } from './image.ts'

/** The Dockerfile is linkgate's own: its lines mean nothing to a user. */
function builtInProblem({ fault, output }: BuildProblem): BuildFailure {
  switch (fault.kind) {
    case 'image':
      return { output, why: [{ ...fault, kind: 'base-image' }] }
    case 'builder':
      return { output, why: [fault] }
    case 'step':
    case 'refused':
      return { output: output.length > 0 ? output : [fault.detail ?? fault.kind], why: [] }
  }
}

/** The program on an image that the configuration names; certificates, users and libraries are that image's own. */
export async function makeImageOn(
  { world, workspace, engine, pin }: Pick<Handles, 'world' | 'workspace' | 'engine'> & { readonly pin: Pin },
  { platform, main }: BuildTarget,
  on: string,
  { name, about }: { readonly name: string; readonly about: GoProgram },
): Promise<Result<ImageOnBase, BuildFailure>> {
  const pinned = await pin(on)
  if (!pinned.ok)
    return { ok: false, problem: { output: [], why: [{ kind: 'base-image', image: on, ...pinned.problem }] } }
  const base = pinned.value
  const context = workspace.buildPath(`image-${name}`)
  await world.files.makeDirectory(context)
  // unlike COPY, it leaves the directories' times as they are
  const { files } = programLayer(main.name, about.binary)
  await world.archives.writeLayer(`${context}/program.tar`, files)
  const path = programPath(main.name)
  const text = `FROM ${base.pinned}\nADD program.tar /\nENTRYPOINT ${JSON.stringify([path])}\n`
  const dockerfile = `${context}/Dockerfile`
  await world.files.write(dockerfile, text)
  const reference = imageReference(workspace.run, name)
  const built = await engine.build({
    context,
    dockerfile,
    text,
    reference,
    // not in the context
    archive: workspace.buildPath(`built-${name}.tar`),
    run: workspace.run,
    platform,
    buildArgs: {},
    secrets: [],
    ssh: [],
  })
  if (!built.ok) return { ok: false, problem: builtInProblem(built.problem) }
  return {
    ok: true,
    value: {
      kind: 'on-base',
      ...about,
      reference,
      program: path,
      on: { name: on, ...(base.digest === undefined ? {} : { digest: base.digest }) },
      baseLayers: base.layers,
    },
  }
}
