import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { type OciImage, ociImageOf } from './builder-images.ts'

interface Blob {
  readonly mediaType: string
  readonly size: number
  readonly content: Buffer | { readonly path: string }
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json'

/**
 * A registry with the substitutes for base images, for builders that have no access to the engine's images. It implements pulling of
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull. The name of an image is the address of the registry,
 * followed by the public name.
 */
export class BaseRegistry implements AsyncDisposable {
  readonly #server: Server
  readonly #tags = new Map<string, string>()
  readonly #blobs = new Map<string, Blob>()

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
  }

  static async start(names: readonly string[]): Promise<BaseRegistry> {
    const registry = new BaseRegistry()
    for (const name of names) await registry.#add(name, await ociImageOf(name))
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve))
    return registry
  }

  /** Engines and builders use a registry at a loopback address without TLS. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #add(name: string, { config, layers }: OciImage): Promise<void> {
    const descriptors = []
    for (const { path, diffId } of layers) {
      const mediaType = 'application/vnd.oci.image.layer.v1.tar'
      const { size } = await stat(path)
      this.#blobs.set(diffId, { mediaType, size, content: { path } })
      descriptors.push({ mediaType, size, digest: diffId })
    }
    const about = this.#addJson('application/vnd.oci.image.config.v1+json', config)
    const manifest = { schemaVersion: 2, mediaType: manifestType, config: about, layers: descriptors }
    this.#tags.set(name, this.#addJson(manifestType, manifest).digest)
  }

  #addJson(mediaType: string, value: object) {
    const content = Buffer.from(JSON.stringify(value))
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
    const size = content.length
    this.#blobs.set(digest, { mediaType, size, content })
    return { mediaType, size, digest }
  }

  async #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url === '/v2/') return void response.end('{}')
    const [, name = '', kind = '', reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/?]+)/.exec(url) ?? []
    const digest = kind === 'manifests' ? (this.#tags.get(`${name}:${reference}`) ?? reference) : reference
    const blob = this.#blobs.get(digest)
    if (blob === undefined)
      return void response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')
    const { mediaType, size, content } = blob
    response.writeHead(200, {
      'Content-Type': mediaType,
      'Content-Length': size,
      'Docker-Content-Digest': digest,
    })
    if (method === 'HEAD') return void response.end()
    if ('path' in content) await pipeline(createReadStream(content.path), response)
    else response.end(content)
  }
}
