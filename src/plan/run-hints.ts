/** How the files of a repository run its app: for whoever configures it, or has to say why it did not start. */
import type { Files } from '../world.ts'
import type { RunHint } from './compose.ts'
import type { DockerfileSurvey } from './dockerfiles.ts'
import { shellCommands } from './shell-words.ts'

/** What a Procfile says of its web process. */
export function procfileHints(text: string, file: string): readonly RunHint[] {
  return text.split('\n').flatMap((line) => {
    const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? []
    if (name !== 'web' || command === undefined) return []
    const words = shellCommands(command)[0] ?? []
    const program = words.findIndex((word) => !/^\w+=/.test(word))
    const env = Object.fromEntries(
      words
        .slice(0, Math.max(0, program))
        .map((word) => [word.split('=')[0] ?? '', word.replace(/^\w+=/, '')]),
    )
    return [
      {
        by: `${file}, ${name}`,
        args: program < 0 ? [] : words.slice(program + 1),
        env,
        unknownEnv: [],
        envFiles: [],
        ports: [],
        services: {},
      },
    ]
  })
}

/** How compose files and the Procfile run the program that a Dockerfile ships, or that there is none for. */
export async function findRunHints(
  files: Files,
  root: string,
  { services }: DockerfileSurvey,
  dockerfile: string | undefined,
): Promise<readonly RunHint[]> {
  const procfile = (await files.readText(`${root}/Procfile`)) ?? ''
  const own = services.filter(({ build }) => build !== undefined && build.dockerfile === dockerfile)
  return [...own.map(({ hint }) => hint), ...procfileHints(procfile, 'Procfile')]
}

/** What to write so that the program is run as a hint says; undefined where none says anything. */
export function startAdvice(hints: readonly RunHint[], program: string): string | undefined {
  for (const hint of hints) {
    const [first = '', ...rest] = hint.args ?? []
    // a command for an image without an entry point begins with the program
    const args = first.includes('/') || first === program ? rest : (hint.args ?? [])
    const names = [...Object.keys(hint.env), ...hint.unknownEnv]
    const services = Object.entries(hint.services).map(([name, image]) => `${name} (${image})`)
    const parts = [
      ...(args.length === 0 ? [] : [`gives it \`${args.join(' ')}\``]),
      ...(names.length === 0 ? [] : [`sets ${names.join(', ')}`]),
      ...(services.length === 0 ? [] : [`starts ${services.join(', ')} before it`]),
    ]
    if (parts.length === 0) continue
    const keys = [
      ...(args.length === 0 ? [] : [`args: ${JSON.stringify(args)}`]),
      ...(names.length === 0 ? [] : [`env: { ${names.map((name) => `${name}: …`).join(', ')} }`]),
    ]
    const what = keys.length === 0 ? '' : `: write what it needs as \`startup: { ${keys.join(', ')} }\``
    return `${hint.by}, ${parts.join(' and ')}${what}`
  }
  return undefined
}
