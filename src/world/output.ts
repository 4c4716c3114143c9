import { StringDecoder } from 'node:string_decoder'
import { harmless, wholeLines } from '../common/harmless.ts'
import type { Secrets } from '../common/secrets/secrets.ts'

/** Standard output and standard error of the process. */
export type OutputStreams = Pick<NodeJS.Process, 'stdout' | 'stderr'>

export interface GuardedOutput {
  /** Passes on unchanged what `write` prints until it returns: linkgate's own commands and colours. */
  asIs(write: () => void): void
  /** Writes an unfinished last line. */
  end(): void
}

type Write = NodeJS.WriteStream['write']

/**
 * Keeps control sequences and commands of any origin from the terminal and the log. From now on, the streams pass on whole lines,
 * converted by `clean`.
 */
export function guardOutput(
  streams: OutputStreams,
  clean: (text: string) => string = harmless,
): GuardedOutput {
  let isOwn = false
  const guarded = [streams.stdout, streams.stderr].map((stream) => {
    const write = stream.write.bind(stream)
    const decoder = new StringDecoder('utf8')
    const lines = wholeLines((text) => write(clean(text)))
    stream.write = ((chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
      const callback = rest.find((one) => typeof one === 'function') as (() => void) | undefined
      const encoding = rest.find((one) => typeof one === 'string') as BufferEncoding | undefined
      if (isOwn) return write(chunk, encoding, callback)
      lines.write(
        decoder.write(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk)),
      )
      if (callback !== undefined) queueMicrotask(callback)
      return true
    }) as Write
    return lines
  })
  return {
    asIs(write) {
      isOwn = true
      try {
        write()
      } finally {
        isOwn = false
      }
    },
    end() {
      for (const lines of guarded) lines.end()
    },
  }
}

/** Guards the output of this process until it ends, and masks secrets in it. Neither applies to `asIs`. */
export function guardProcess(given: NodeJS.Process, { mask }: Pick<Secrets, 'mask'>): GuardedOutput {
  const output = guardOutput(given, (text) => harmless(mask(text)))
  given.on('exit', () => output.end())
  // Node prints warnings without using these streams
  if (given.listenerCount('warning') > 0) {
    given.removeAllListeners('warning')
    given.on('warning', ({ name, message }) => void given.stderr.write(`${name}: ${message}\n`))
  }
  return output
}
