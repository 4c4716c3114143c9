/** linkgate's own engine, which runs images without Docker or Podman. */
import { InputError } from '../../../common/errors.ts'
import { lastOf } from '../../../common/paths.ts'
import { fail, type Result, succeed } from '../../../common/result.ts'
import { settleAll } from '../../../common/settle.ts'
import { version } from '../../../common/version.ts'
import type { ScannedLayer } from '../../../effects/archives.ts'
import type {
  Builder,
  BuildOutcome,
  BuildRequest,
  ContainerOptions,
  Engine,
  Isolation,
} from '../../../effects/engine.ts'
import type { Session } from '../../../effects/exec.ts'
import { runOf } from '../../../effects/workspace.ts'
import type { World } from '../../../effects/world.ts'
import { readImage, type SavedImage } from '../../../inspect/image/archive.ts'
import { ArchivedImages } from '../archived-images.ts'
import {
  type ContainerFile,
  layOutContainer,
  lostCapabilities,
  namespacesFor,
  writeNames,
} from './container.ts'
import {
  containCommand,
  type FoundIsolation,
  findIsolation,
  formFields,
  type IsolationForm,
  noLinux,
} from './isolate.ts'
import { placeOnDisk } from './lay-out.ts'
import { endedSession, unlessRefused } from './refused.ts'
import { containersDirectory, removeContainers } from './remove.ts'
import { onceEach, reportingSession } from './reporting-session.ts'

interface Container {
  readonly options: ContainerOptions
  readonly image: SavedImage
  /** Private directory of this container. Its files are in `root` below it. */
  readonly directory: string
  readonly file: Result<ContainerFile>
  /** Path of the probe on this machine, outside of the container so that its programs cannot change it. */
  probe?: string
}

export class EmbeddedEngine implements Engine {
  readonly name = 'embedded'
  readonly version = version
  readonly #world: World
  readonly #directory: string
  readonly #builder: Builder
  readonly #archived = new ArchivedImages(async () => {})
  readonly #images = new Map<string, Promise<SavedImage>>()
  readonly #layers = new Map<string, Promise<ScannedLayer>>()
  readonly #containers = new Map<string, Container>()
  readonly #sessions: Session[] = []
  readonly #report: (line: string) => void
  #isolated: Promise<FoundIsolation> | undefined
  /** Set as soon as a container can be started. */
  #outcome: FoundIsolation = { found: undefined, refused: [] }

  /** @param directory of the run */
  constructor(world: World, directory: string, builder: Builder) {
    this.#world = world
    this.#directory = directory
    this.#builder = builder
    this.#report = onceEach((line) => world.log.info(line))
  }

  isolation(): Isolation | undefined {
    const { found, refused } = this.#outcome
    return found && { ...found, refused }
  }

  canBuild = () => this.#builder.canBuild()

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const built = await this.#builder.build(options)
    if (built.ok && built.value.archive !== undefined) this.take(options.reference, built.value.archive)
    return built
  }

  cacheBackends = () => this.#builder.cacheBackends()
  hasCacheMounts = () => this.#builder.hasCacheMounts()
  builderIdentity = () => this.#builder.builderIdentity()
  runCacheSteps = (...[steps]: Parameters<Builder['runCacheSteps']>) => this.#builder.runCacheSteps(steps)
  pin = (...args: Parameters<Builder['pin']>) => this.#builder.pin(...args)
  baseImage = (...args: Parameters<Builder['baseImage']>) => this.#builder.baseImage(...args)

  take(reference: string, archive: string): void {
    this.#images.delete(reference)
    this.#archived.take(reference, archive)
  }

  async load(reference: string): Promise<void> {
    await this.#image(reference)
  }

  async archiveOf(reference: string): Promise<string> {
    const archive = this.#archived.archiveOf(reference)
    if (archive === undefined) throw new Error(`there is no image \`${reference}\``)
    return archive
  }

  #image(reference: string): Promise<SavedImage> {
    const image = this.#images.get(reference) ?? this.#read(reference)
    this.#images.set(reference, image)
    return image
  }

  async #read(reference: string): Promise<SavedImage> {
    const { archives, signal } = this.#world
    const saved = await readImage(archives, await this.archiveOf(reference), {
      known: this.#layers,
      // not needed here, and compressing takes most of the time
      compressedSizes: async () => 0,
      scratch: this.#directory,
      // files are copied, not kept in memory
      largestFile: Number.POSITIVE_INFINITY,
      signal,
    })
    if (!saved.ok) throw new Error(`the image \`${reference}\`: ${saved.problem.message}`)
    return saved.value
  }

  async servicesNetwork(): Promise<Result<string>> {
    return fail(
      'there are no networks of service containers without Docker: set `startup: { network: host }`',
    )
  }

  async create(options: ContainerOptions): Promise<string> {
    const { files, host } = this.#world
    const { network = 'none' } = options
    if (network !== 'host' && network !== 'none')
      throw new InputError([
        `\`startup: { network: ${network} }\`: the embedded engine has no networks with names: use \`host\` or \`none\`, or run on a machine with Docker`,
      ])
    const image = await this.#image(options.image)
    const id = `${this.#containers.size + 1}`
    const directory = `${this.#directory}/${containersDirectory}/${id}`
    // reserves the ID immediately, because containers are created in parallel
    const container = { options, image, directory, file: fail('it is being made') }
    this.#containers.set(id, container)
    const place = { directory: `${directory}/root`, hostname: `linkgate-${id}` }
    // other systems may ignore case, so that a link of the image could replace one of its directories
    const file =
      host.os === 'linux'
        ? await unlessRefused(() => layOutContainer(files, image, options, place))
        : fail(noLinux(host))
    this.#containers.set(id, { ...container, file })
    return id
  }

  async copyInto(id: string, from: string, to: string): Promise<void> {
    const container = this.#container(id)
    // its problem is reported when it is started
    if (!container.file.ok) return
    const copied = await unlessRefused(() => this.#copy(container, from, to))
    if (!copied.ok) this.#containers.set(id, { ...container, file: copied })
  }

  async #copy(container: Container, from: string, to: string): Promise<Result<undefined>> {
    const { files } = this.#world
    const { root } = container.image
    if (!container.file.ok || root === undefined) return succeed(undefined)
    const place = await placeOnDisk(files, root, to, container.file.value.root)
    if (!place.ok) return place
    const at = place.value
    const isContent = from.endsWith('/.')
    const isInside = !isContent && (await files.stat(at))?.kind === 'directory'
    const source = isContent ? from.slice(0, -'/.'.length) : from
    await files.copy(source, isInside ? `${at}/${lastOf(from)}` : at)
    if (to !== container.options.entrypoint) return succeed(undefined)
    container.probe = from
    this.#isolated ??= findIsolation(this.#world, from, `${this.#directory}/${containersDirectory}/trial`)
    this.#outcome = await this.#isolated
    const { found } = this.#outcome
    if (found !== undefined) await this.#describe(container, found)
    return succeed(undefined)
  }

  /** Writes the files from which the probe creates the container. */
  async #describe({ file, directory, options, image }: Container, form: IsolationForm): Promise<void> {
    if (!file.ok || image.root === undefined) return
    const { files } = this.#world
    const namespaces = namespacesFor(options.network, form.namespaces)
    const lost = lostCapabilities(file.value, form)
    if (lost !== undefined) this.#report(lost)
    await writeNames(files, image.root, file.value, namespaces.includes('network'))
    const how = formFields({ ...form, namespaces })
    // readable only for the user, because its variables may contain secrets
    const write = (name: string, content: object) =>
      files.write(`${directory}/${name}.json`, JSON.stringify({ ...content, ...how }), 0o600)
    await write('container', file.value)
    await write('enter', { root: file.value.root, groups: [0], enters: true })
  }

  #command({ probe = '', directory }: Container, form: IsolationForm, file = 'container'): readonly string[] {
    return containCommand(probe, form, `${directory}/${file}.json`)
  }

  start(id: string): Session {
    const container = this.#container(id)
    if (!container.file.ok) return endedSession(container.file.problem.message)
    const { found, refused } = this.#outcome
    if (found === undefined) return endedSession(refused.at(-1)?.because ?? 'there is no probe in it')
    return reportingSession(this.#open(this.#command(container, found)), this.#report)
  }

  enter(id: string): Session {
    const { found } = this.#outcome
    if (found === undefined) return endedSession('it was not started')
    return this.#open(this.#command(this.#container(id), found, 'enter'))
  }

  #open(command: readonly string[]): Session {
    const session = this.#world.exec.open(command)
    this.#sessions.push(session)
    return session
  }

  #container(id: string): Container {
    const container = this.#containers.get(id)
    if (container === undefined) throw new Error(`there is no container ${id}`)
    return container
  }

  fault = async () => undefined

  async removeAll(run: string, interrupted?: boolean): Promise<void> {
    // containers of other runs are removed with their directories
    const isOwn = run === runOf(this.#directory)
    await settleAll([this.#builder.removeAll(run, interrupted), isOwn && this.#removeContainers()])
  }

  async #removeContainers(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()))
    await removeContainers(this.#world, this.#directory)
  }

  runs = () => this.#builder.runs()
}
