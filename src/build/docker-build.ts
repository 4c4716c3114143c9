import type { ImageBuild } from './engine.ts'

/**
 * Who reads the Dockerfile: BuildKit through the buildx plugin, the one that old clients speak to themselves, the
 * engine's own builder of old, or Podman.
 */
export type Builder = 'buildx' | 'buildkit' | 'engine' | 'podman'

/** A client has spoken to BuildKit itself up to this release; later ones leave that to buildx. */
const lastClient = 22

export function builderOf({
  isPodman,
  hasBuildx,
  client,
}: {
  readonly isPodman: boolean
  readonly hasBuildx: boolean
  readonly client: string
}): Builder {
  // its `buildx` is another name for its own `build`
  if (isPodman) return 'podman'
  if (hasBuildx) return 'buildx'
  return Number.parseInt(client, 10) <= lastClient ? 'buildkit' : 'engine'
}

/** Arguments of the build; the command line is never seen by a shell, so values are what they are. */
export function buildCommand(builder: Builder, build: ImageBuild): readonly string[] {
  const { context, dockerfile, reference, platform, target, buildArgs, secrets, ssh } = build
  const how = {
    // a builder in a container of its own keeps the image to itself otherwise; an index with provenance is no image
    buildx: ['buildx', 'build', '--load', '--progress=plain', '--provenance=false'],
    buildkit: ['build', '--progress=plain'],
    engine: ['build', '--force-rm'],
    podman: ['build', '--force-rm'],
  }
  return [
    'docker',
    ...how[builder],
    `--platform=${platform}`,
    `--file=${dockerfile}`,
    `--tag=${reference}`,
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...Object.entries(buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
    ...secrets.map((secret) => `--secret=${secret}`),
    ...ssh.map((agent) => `--ssh=${agent}`),
    context,
  ]
}

/**
 * Whether a builder finds the images that the engine has: every one but those that buildx runs somewhere else, such as in
 * a container of their own.
 *
 * @param said by `docker buildx inspect`
 */
export function seesImages(said: string): boolean {
  const driver = /^Driver:\s*(\S+)/m.exec(said)?.[1]
  return driver === undefined || driver === 'docker'
}

/** What only BuildKit understands: mounts, heredocs, and flags of COPY and ADD that came later. */
const newer =
  /^\s*(?:RUN\s+(?:--(?:mount|network|security)\b|.*<<-?["']?[A-Za-z_])|(?:COPY|ADD)\s+(?:--\S+\s+)*(?:--(?:chmod|link|parents|exclude|checksum|keep-git-dir)\b|<<))/i

/** The sentence for a Dockerfile that a builder cannot read; undefined when it can. */
export function beyond(builder: Builder, { text, secrets, ssh }: ImageBuild): string | undefined {
  if (builder !== 'engine') return undefined
  const mend =
    'BuildKit, which this Docker has no plugin for: install docker-buildx, or add docker/setup-buildx-action before this step'
  const lines = text.split('\n')
  const line = lines.findIndex((one) => newer.test(one))
  if (line >= 0) return `line ${line + 1} of the Dockerfile (\`${lines[line]?.trim()}\`) needs ${mend}`
  if (secrets.length > 0 || ssh.length > 0) return `\`secrets\` and \`ssh\` under \`build\` need ${mend}`
  return undefined
}

const shownLines = 20

/** What went wrong, out of all that a builder said: of BuildKit the step that failed, of others the end. */
export function lastWords(said: string): readonly string[] {
  const lines = said
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  const failure = lines.findLastIndex((line) => line.startsWith(' > ['))
  const shown = failure < 0 ? lines : lines.slice(failure)
  return shown.filter((line) => !/^-+$/.test(line)).slice(-shownLines)
}

/**
 * Images that a builder without BuildKit, Podman's too, leaves of the steps it really ran: nothing but a step's number
 * leads to them, and those of stages have no tag. Base images and steps from its cache were there before.
 */
export function intermediateImages(said: string): readonly string[] {
  const found: string[] = []
  let step = ''
  let cached = false
  for (const line of said.split('\n')) {
    const heading = /^(?:\[\d+\/\d+\] )?Step \d+\/\d+ ?: (\w+)/i.exec(line)
    if (heading !== null) {
      step = heading[1] ?? ''
      cached = false
    } else if (/^ ?-{2,3}> Using cache/.test(line)) cached = true
    else {
      const id = /^ ?-{2,3}> ([0-9a-f]{11,64})$/.exec(line.trimEnd())?.[1]
      if (id !== undefined && step.toUpperCase() !== 'FROM' && !cached) found.push(id)
    }
  }
  return found
}
