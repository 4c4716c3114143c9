/**
 * A cache for `GOCACHEPROG`: `node go-cache-recorder.ts <from> <to>`. Both are directories in the format of Go's build cache. Entries
 * that Go requests or makes are written to `to`, and no others. They are read from `from`, and new ones are added to it.
 */
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

interface Request {
  readonly ID: number
  readonly Command: 'get' | 'put' | 'close'
  readonly ActionID?: string
  readonly OutputID?: string
  readonly BodySize?: number
}

const [from = '', to = ''] = process.argv.slice(2)

const hex = (base64 = '') => Buffer.from(base64, 'base64').toString('hex')
const place = (folder: string, id: string, kind: 'a' | 'd') => join(folder, id.slice(0, 2), `${id}-${kind}`)

async function get({ ID, ActionID }: Request): Promise<object> {
  const action = hex(ActionID)
  for (const folder of [to, from]) {
    const entry = await readFile(place(folder, action, 'a'), 'utf8').catch(() => '')
    const [, , output = '', size, time] = entry.trim().split(/ +/)
    if (output === '') continue
    try {
      const DiskPath = place(to, output, 'd')
      if (folder === from)
        await record(to, action, output, entry, (path) => copyFile(place(from, output, 'd'), path))
      const OutputID = Buffer.from(output, 'hex').toString('base64')
      return { ID, OutputID, Size: Number(size), Time: new Date(Number(time) / 1e6).toISOString(), DiskPath }
    } catch {
      // Go has trimmed the entry in the meantime
    }
  }
  return { ID, Miss: true }
}

async function put({ ID, ActionID, OutputID, BodySize = 0 }: Request, body: Buffer): Promise<object> {
  const [action, output] = [hex(ActionID), hex(OutputID)]
  const time = BigInt(Date.now()) * 1_000_000n
  const entry = `v1 ${action} ${output} ${`${BodySize}`.padStart(20)} ${`${time}`.padStart(20)}\n`
  for (const folder of [from, to])
    await record(folder, action, output, entry, (path) => writeFile(path, body))
  return { ID, DiskPath: place(to, output, 'd') }
}

async function record(
  folder: string,
  action: string,
  output: string,
  entry: string,
  write: (path: string) => Promise<void>,
): Promise<void> {
  for (const id of [action, output]) await mkdir(join(folder, id.slice(0, 2)), { recursive: true })
  await whole(place(folder, output, 'd'), write)
  await whole(place(folder, action, 'a'), (path) => writeFile(path, entry))
}

/** Writes a file atomically, because Go may read from the same cache. */
async function whole(path: string, write: (path: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${process.pid}-${++written}`
  await write(partial)
  await rename(partial, path)
}

let written = 0
const answer = (response: object) => process.stdout.write(`${JSON.stringify(response)}\n`)

answer({ ID: 0, KnownCommands: ['get', 'put', 'close'] })
let waiting: Request | undefined
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line === '') continue
  const told: unknown = JSON.parse(line)
  if (typeof told === 'string') {
    if (waiting !== undefined) void put(waiting, Buffer.from(told, 'base64')).then(answer)
    waiting = undefined
    continue
  }
  const request = told as Request
  if (request.Command === 'get') void get(request).then(answer)
  else if (request.Command === 'close') answer({ ID: request.ID })
  else if ((request.BodySize ?? 0) > 0) waiting = request
  else void put(request, Buffer.alloc(0)).then(answer)
}
