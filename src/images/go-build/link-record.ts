/** Records what the linker prints and uses while `go build` links a program, without linking it a second time. */
import type { World } from '../../effects/world.ts'
import {
  type ExchangedArchives,
  type LinkRecord,
  linkerScript,
  recordIn,
  toolexecFlag,
} from './linker-script.ts'

/**
 * Returns where the record will be, and the flags of `go build` that write it. The bytes of the program are unchanged. With
 * `-ldflags` they would not be, because Go's build ID depends on those.
 */
export async function recordLink(
  { files }: Pick<World, 'files'>,
  directory: string,
  exchanged?: ExchangedArchives,
): Promise<{ readonly record: LinkRecord; readonly flags: readonly string[] }> {
  const record = recordIn(directory)
  const script = `${directory}/link.sh`
  await files.write(script, linkerScript(record, exchanged))
  return { record, flags: [toolexecFlag(script)] }
}

const pieceSize = 1 << 20

/** Passes the graph to `take` piece by piece. */
export async function readGraph(
  { files }: { readonly files: Pick<World['files'], 'readWith'> },
  { graph }: Pick<LinkRecord, 'graph'>,
  take: (piece: string) => void,
): Promise<void> {
  const utf8 = new TextDecoder()
  await files.readWith(graph, (file) => {
    for (let at = 0; at < file.size; at += pieceSize)
      take(utf8.decode(file.read(at, pieceSize), { stream: true }))
  })
}
