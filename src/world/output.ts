import { StringDecoder } from 'node:string_decoder'
import { type Cleaning, harmless, wholeLines } from '../common/harmless.ts'
import type { Secrets } from '../common/secrets/secrets.ts'

/** Standard output and standard error of the process. */
export type OutputStreams = Pick<NodeJS.Process, 'stdout' | 'stderr'>

export interface GuardedOutput {
  /** Passes on unchanged what `write` prints until it returns: linkgate's own commands and colors. */
  asIs(write: () => void): void
  /** Writes an unfinished last line. */
  end(): void
}

type Write = NodeJS.WriteStream['write']

const onlyHarmless: Cleaning = {
  whole: harmless,
  start: (text) => ({ done: harmless(text), rest: '' }),
}

/**
 * Keeps control sequences and commands of any origin from the terminal and the log. From now on, the streams pass on whole lines,
 * converted by `cleaning`.
 */
export function guardOutput(streams: OutputStreams, cleaning: Cleaning = onlyHarmless): GuardedOutput {
  let isOwn = false
  const guarded = [streams.stdout, streams.stderr].map((stream) => {
    const write = stream.write.bind(stream)
    const decoder = new StringDecoder('utf8')
    const lines = wholeLines((text) => write(text), cleaning)
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

function withoutSecrets({ mask, maskStart }: Pick<Secrets, 'mask' | 'maskStart'>): Cleaning {
  return {
    whole: (text) => harmless(mask(text)),
    start(text, tail) {
      const { masked, rest } = maskStart(text, tail)
      return { done: harmless(masked), rest }
    },
  }
}

/** Guards the output of this process until it ends, and masks secrets in it. Neither applies to `asIs`. */
export function guardProcess(
  given: NodeJS.Process,
  secrets: Pick<Secrets, 'mask' | 'maskStart'>,
): GuardedOutput {
  const output = guardOutput(given, withoutSecrets(secrets))
  given.on('exit', () => output.end())
  // Node prints warnings without using these streams
  if (given.listenerCount('warning') > 0) {
    given.removeAllListeners('warning')
    given.on('warning', ({ name, message }) => void given.stderr.write(`${name}: ${message}\n`))
  }
  return output
}
