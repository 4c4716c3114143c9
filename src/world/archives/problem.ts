import type { ArchiveLimits } from '../../effects/archives.ts'
import { systemCodeOf } from '../error-code.ts'

/** An archive that is broken or over a limit; the message is one sentence without a full stop. */
export class ArchiveProblem extends Error {}

export const defaultLimits: ArchiveLimits = {
  unpacked: 20e9,
  entries: 1_000_000,
  names: 64 << 20,
  // the OCI distribution specification allows registries to refuse larger manifests
  json: 4 << 20,
}

/** The remaining limits, shared by all reads of one archive. */
export interface Allowance {
  unpacked: number
  entries: number
  names: number
  /** Set at the first failure, so that other reads stop. */
  stopped: boolean
}

export function allowanceOf({ unpacked, entries, names }: ArchiveLimits): Allowance {
  return { unpacked, entries, names, stopped: false }
}

/** A name from an archive, quoted for a sentence. */
export function quoted(name: string): string {
  const printable = JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name)
  return `\`${printable.slice(1, -1)}\``
}

/** Converts an error of the operating system or the decompressor. Rethrows any other error, which is a bug in linkgate. */
export function asProblem(error: unknown, what: string): ArchiveProblem {
  if (error instanceof ArchiveProblem) return error
  const code = systemCodeOf(error)
  if (!(error instanceof Error) || code === undefined) throw error
  if (code === 'ENOENT') return new ArchiveProblem(`there is no ${what}`)
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(error.message)) {
    return new ArchiveProblem(`${what} ends in the middle of its compressed data`)
  }
  if (/^(Z_|ZSTD_)/.test(code)) {
    return new ArchiveProblem(`${what} cannot be decompressed (${error.message})`)
  }
  return new ArchiveProblem(`${what} cannot be read (${code})`)
}
