/** The usual way to time the start of a container: run it, poll it, remove it. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A typical interval in scripts that time containers. */
const pollMs = 10

async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port })
  socket.on('error', () => {})
  try {
    await once(socket, 'connect')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    // a proxy in front of the app may accept the connection and close it again
    const [data = ''] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [])])
    return String(data).startsWith('HTTP/')
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

export interface UsualSample {
  /** Milliseconds from `docker run` to the first answer. */
  readonly readyMs: number
  /** Milliseconds of everything, including the removal. */
  readonly costMs: number
}

/** Starts the container with a published port, as such scripts do. */
export async function usualStart(image: string, port: number): Promise<UsualSample> {
  const since = performance.now()
  const { stdout } = await run('docker', ['run', '--detach', `--publish=127.0.0.1:${port}:8080`, image])
  while (!(await answers('127.0.0.1', port))) {
    if (performance.now() - since > 10_000) throw new Error(`${image} gave no answer on port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  const readyMs = performance.now() - since
  await run('docker', ['rm', '--force', stdout.trim()])
  return { readyMs, costMs: performance.now() - since }
}

/** The fixture's static program as an image, which is removed on disposal. */
export async function importImage(): Promise<AsyncDisposable & { readonly name: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'usual-'))
  const name = 'linkgate-bench:usual'
  try {
    await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', join(folder, 'orders'), './cmd/orders'], {
      cwd: fileURLToPath(new URL('../../__tests__/fixtures/programs/orders', import.meta.url)),
      env: { ...process.env, CGO_ENABLED: '0' },
    })
    await run('tar', ['--create', '--file', join(folder, 'image.tar'), '--directory', folder, 'orders'])
    await run('docker', ['import', '--change', 'ENTRYPOINT ["/orders"]', join(folder, 'image.tar'), name])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return {
    name,
    async [Symbol.asyncDispose]() {
      await run('docker', ['rmi', '--force', name])
    },
  }
}
