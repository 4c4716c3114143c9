/**
 * A cache service with protocol version 2: Twirp calls for entries, and blobs as on Azure, uploaded at once or in blocks. It works
 * correctly except for the faults that a test requests.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { portOf } from '../world/http-server.ts'

/** Kinds of requests, in the order in which a run makes them. */
export const operations = [
  'lookup',
  'download',
  'create',
  'upload',
  'block',
  'blocklist',
  'finalize',
] as const
export type Operation = (typeof operations)[number]

export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** Closes the connection: before the response, or in the middle of its body. */
  | { readonly kind: 'cut'; readonly in: 'request' | 'answer' }
  /** Sends no response, or only a part of it, and keeps the connection open. */
  | { readonly kind: 'hang'; readonly in: 'request' | 'answer' }
  /** An invalid response. */
  | { readonly kind: 'nonsense' }
  /** Limits the speed of the response. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'late'; readonly ms: number }

interface Entry {
  readonly key: string
  readonly version: string
  readonly id: number
  blob: Buffer
  isFinal: boolean
}

export class CacheServer implements AsyncDisposable {
  /** Requests in order. */
  readonly requests: Operation[] = []
  /** Returns the fault for a request, given the number of earlier requests for the operation. */
  fault: (operation: Operation, before: number) => Fault | undefined = () => undefined
  #entries: Entry[] = []
  readonly #blocks = new Map<string, Buffer>()
  readonly #server: Server
  readonly #isAzure: boolean

  private constructor(isAzure: boolean) {
    this.#isAzure = isAzure
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
  }

  /** @param azure whether blobs have addresses on Azure, which clients download in parts; this server is then their proxy */
  static async start({ azure = false } = {}): Promise<CacheServer> {
    const started = new CacheServer(azure)
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve))
    return started
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get #port(): number {
    return portOf(this.#server)
  }

  /** Variables with which the steps of a job find this service. */
  get env(): Readonly<Record<string, string>> {
    return {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `http://127.0.0.1:${this.#port}/`,
      ACTIONS_RUNTIME_TOKEN: 'a token of the job',
      GITHUB_SERVER_URL: 'https://github.com',
      ...(this.#isAzure ? { http_proxy: `http://127.0.0.1:${this.#port}`, no_proxy: '127.0.0.1' } : {}),
    }
  }

  /** Keys of the entries that were saved completely, the newest last. */
  get keys(): readonly string[] {
    return this.#entries.filter(({ isFinal }) => isFinal).map(({ key }) => key)
  }

  /** The bytes of the newest archive. */
  get archive(): Buffer {
    const found = this.#entries.findLast(({ isFinal }) => isFinal)
    if (found === undefined) throw new Error('nothing was saved')
    return found.blob
  }

  /** Changes the newest stored archive. */
  replaceArchive(change: (archive: Buffer) => Buffer): void {
    const found = this.#entries.findLast(({ isFinal }) => isFinal)
    if (found !== undefined) found.blob = change(Buffer.from(found.blob))
  }

  forget(): void {
    this.#entries = []
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const operation = operationOf(request.method ?? '', url)
    const before = this.requests.filter((one) => one === operation).length
    this.requests.push(operation)
    const fault = this.fault(operation, before)
    if (fault?.kind === 'cut' && fault.in === 'request') return void request.socket.destroy()
    const body = await bodyOf(request)
    if (fault?.kind === 'hang' && fault.in === 'request') return
    if (fault?.kind === 'late') await sleep(fault.ms)
    if (fault?.kind === 'status') {
      const text = JSON.stringify({ code: 'internal', msg: fault.message ?? 'planted' })
      response.writeHead(fault.status, { 'content-type': 'application/json' }).end(text)
      return
    }
    const { status, headers, content } = partOf(this.#answer(operation, url, body), request)
    const sent = fault?.kind === 'nonsense' ? Buffer.from('<html>502') : content
    response.writeHead(status, { ...headers, 'content-length': sent.length })
    if (request.method === 'HEAD') return void response.end()
    await send(response, sent, fault)
  }

  #answer(operation: Operation, url: URL, body: Buffer): Answer {
    switch (operation) {
      case 'lookup':
        return json(this.#lookUp(JSON.parse(body.toString())))
      case 'create':
        return json(this.#create(JSON.parse(body.toString())))
      case 'finalize': {
        const entry = this.#entries.find(({ key, version }) =>
          isSame(JSON.parse(body.toString()), { key, version }),
        )
        if (entry === undefined) return json({ ok: false })
        entry.isFinal = true
        return json({ ok: true, entry_id: String(entry.id) })
      }
      case 'download':
        return { ...created, status: 200, content: this.#entryAt(url).blob }
      case 'upload':
        this.#entryAt(url).blob = body
        return created
      case 'block':
        this.#blocks.set(url.searchParams.get('blockid') ?? '', body)
        return created
      case 'blocklist': {
        const ids = [...body.toString().matchAll(/<Latest>(.*?)<\/Latest>/g)].map(([, id = '']) => id)
        this.#entryAt(url).blob = Buffer.concat(ids.map((id) => this.#blocks.get(id) ?? Buffer.alloc(0)))
        return created
      }
    }
  }

  #lookUp(asked: { key: string; restore_keys?: string[]; version: string }): object {
    const known = this.#entries.filter(({ version, isFinal }) => isFinal && version === asked.version)
    const exact = known.find(({ key }) => key === asked.key)
    const wanted = [asked.key, ...(asked.restore_keys ?? [])]
    const found =
      exact ?? wanted.flatMap((prefix) => known.findLast(({ key }) => key.startsWith(prefix)) ?? [])[0]
    if (found === undefined) return { ok: false }
    return { ok: true, signed_download_url: this.#urlOf(found), matched_key: found.key }
  }

  #create({ key, version }: { key: string; version: string }): object {
    if (this.#entries.some((entry) => entry.isFinal && isSame(entry, { key, version })))
      return { ok: false, message: 'cache entry with the same key, version, and scope already exists' }
    const entry = { key, version, id: this.#entries.length + 1, blob: Buffer.alloc(0), isFinal: false }
    this.#entries = [...this.#entries.filter((one) => !isSame(one, entry)), entry]
    return { ok: true, signed_upload_url: this.#urlOf(entry) }
  }

  #urlOf({ id }: Entry): string {
    const host = this.#isAzure ? 'linkgate.blob.core.windows.net' : `127.0.0.1:${this.#port}`
    return `http://${host}/blobs/${id}?sig=permission`
  }

  #entryAt(url: URL): Entry {
    const found = this.#entries.find(({ id }) => url.pathname === `/blobs/${id}`)
    if (found === undefined) throw new Error(`there is no ${url.pathname}`)
    return found
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly content: Buffer
}

const created: Answer = {
  status: 201,
  headers: { etag: '"1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', 'x-ms-request-id': '1' },
  content: Buffer.alloc(0),
}

/** The requested part of a blob. */
function partOf(whole: Answer, { headers }: IncomingMessage): Answer {
  const asked = String(headers['x-ms-range'] ?? headers['range'] ?? '')
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(asked) ?? []
  if (from === undefined || whole.status !== 200) return whole
  const content = whole.content.subarray(Number(from), Number(to) + 1)
  const range = `bytes ${from}-${Number(from) + content.length - 1}/${whole.content.length}`
  return { status: 206, headers: { ...whole.headers, 'content-range': range }, content }
}

function json(content: object): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    content: Buffer.from(JSON.stringify(content)),
  }
}

function operationOf(method: string, { pathname, searchParams }: URL): Operation {
  if (pathname.endsWith('/GetCacheEntryDownloadURL')) return 'lookup'
  if (pathname.endsWith('/CreateCacheEntry')) return 'create'
  if (pathname.endsWith('/FinalizeCacheEntryUpload')) return 'finalize'
  if (method !== 'PUT') return 'download'
  const comp = searchParams.get('comp')
  return comp === 'block' || comp === 'blocklist' ? comp : 'upload'
}

function isSame(one: Pick<Entry, 'key' | 'version'>, other: Pick<Entry, 'key' | 'version'>): boolean {
  return one.key === other.key && one.version === other.version
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function send(response: ServerResponse, content: Buffer, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'slow') {
    const size = Math.ceil(fault.bytesPerSecond / 10)
    for (let at = 0; at < content.length && !response.destroyed; at += size) {
      response.write(content.subarray(at, at + size))
      await sleep(100)
    }
  } else if ((fault?.kind === 'cut' || fault?.kind === 'hang') && fault.in === 'answer') {
    response.write(content.subarray(0, Math.floor(content.length / 2)))
    await sleep(50)
    if (fault.kind === 'cut') response.destroy()
    return
  } else {
    response.write(content)
  }
  response.end()
}
