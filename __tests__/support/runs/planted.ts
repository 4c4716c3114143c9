/** Secrets that tests plant in possible sources, and search in outputs. */
import { commandsIn } from '../workflows/runner-commands.ts'

/** Names of the secrets that a text contains: unchanged, in base64 at any alignment, or URL-encoded. */
export function plantedIn(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  const base64 = (value: string) =>
    ['', 'x', 'xx'].map((before) => {
      const from = Math.ceil((before.length * 8) / 6)
      const all = Buffer.from(before + value)
        .toString('base64')
        .replace(/=+$/, '')
      return all.slice(from, Math.floor(((before.length + value.length) * 8) / 6))
    })
  return Object.entries(secrets)
    .filter(([, value]) =>
      [value, encodeURIComponent(value), ...base64(value)].some((one) => text.includes(one)),
    )
    .map(([name]) => name)
}

/** Lines that a runner would obey. None of them is a command that linkgate uses. */
export const plantedCommands = [
  '::stop-commands::planted',
  '  ::set-env name=PATH::planted',
  'text ##[stop-commands]planted',
] as const

/** Names of the planted commands that a runner finds in a text. */
export function plantedCommandsIn(printed: string): readonly string[] {
  return commandsIn(printed).flatMap(({ name }) => (/stop-commands|set-env/.test(name) ? name : []))
}

/** The annotation commands in the output of a step, with their titles, one per line. */
export function annotationsIn(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^::(?:error|warning|notice)\b.*$/gm)].map(([line]) => line)
}
