import { expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { buildFiles } from '../../../src/effects/workspace.ts'
import { buildAll } from '../../../src/images/build.ts'
import { savedImages } from '../../../src/images/saved-images.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { fakeEngine, handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

/** A run that is cancelled while the image of a mode on a base image is built. */
async function cancelled(yaml: string) {
  const world = fakeWorld({
    files: { '/checkouts/head/go.mod': '', '/checkouts/base/go.mod': '' },
    commands: {
      'gcc --version': 'gcc 14',
      'go build': async ({ command }) => {
        await world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({}), 0o755)
        return { exitCode: 0 }
      },
    },
  })
  const started = () => {
    throw new Error('nothing is started here')
  }
  const atBuild: (readonly string[])[] = []
  const engine = fakeEngine(started, {
    async build({ context }) {
      atBuild.push(world.files.paths().filter((path) => path.startsWith(`${context}/`)))
      throw new CancelledError()
    },
  })
  const handles = await handlesFor(world, engine)
  const building = buildAll(handles, planWith({ yaml }), savedImages(handles))
  await expect(building).rejects.toThrow(CancelledError)
  return { world, workspace: handles.workspace, atBuild }
}

test('if the run is cancelled, the files for an image on a base image are removed with those of other builds', async () => {
  const { world, workspace, atBuild } = await cancelled('modes: { static: { base-image: alpine } }')
  expect(atBuild[0]?.map((path) => path.split('/').at(-1))).toEqual(['Dockerfile', 'program.tar'])
  workspace.end(buildFiles)
  await new Promise(setImmediate)
  expect(world.files.paths().filter((path) => path.startsWith(`${workspace.directory}/`))).toEqual([])
})
