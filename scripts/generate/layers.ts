/**
 * The layers of src, and the linter rules that enforce them. Each layer imports only those before it. Two in the same row do not
 * import each other. To add a folder, add it here and run `node scripts/generate/generate.ts`.
 */
export const layers: readonly (readonly string[])[] = [
  ['common'],
  ['effects'],
  ['model'],
  ['findings'],
  ['document'],
  ['shell'],
  ['config', 'dockerfile', 'inspect'],
  ['repository'],
  ['plan'],
  ['images'],
  ['attribution', 'startup'],
  ['vulnerabilities'],
  ['judge'],
  ['report'],
  ['publish'],
  ['doctor'],
  ['init'],
  ['measure-plan.ts'],
  ['measure-revisions.ts'],
  ['run.ts'],
  ['commands'],
]

/** May import everything; nothing imports them. */
const entries = ['main.ts', 'cli.ts', 'post.ts', 'cache.ts', 'worker.ts']

/** Imports the interfaces that it implements and the layers before them. Only entries import it. */
const world = 'world'

const outside = {
  group: ['node:*', 'node:*/**', '@actions/**'],
  message:
    'Only the entries and src/world/ touch the world: take what you need as an interface that is passed in.',
}

/** docs/architecture.md with its list of layers generated again. */
export function withLayers(document: string): string {
  const lines = [...layers.map((row) => row.join(' · ')), [...entries, world].join(' · ')]
  return document.replace(
    /^(<!-- generated: layers -->\n)[\s\S]*?^(<!-- end: layers -->)$/m,
    (_whole, start: string, end: string) => `${start}\`\`\`text\n${lines.join('\n')}\n\`\`\`\n${end}`,
  )
}

/** The content of biome.layers.json. */
export function layerRules(): object {
  return {
    overrides: layers.flatMap((row, at) =>
      row.map((layer) => {
        const others = [...row.filter((one) => one !== layer), ...layers.slice(at + 1).flat()]
        return forbidding(layer, [...others, world, ...entries])
      }),
    ),
  }
}

function forbidding(layer: string, others: readonly string[]): object {
  const files = others.filter(isFile)
  const folders = others.filter((one) => !isFile(one))
  const inside = {
    group: [`**/${either(folders)}/**`, `**/../${either(files)}`],
    message: `src/${layer} imports only layers before it: see "What can my file import?" in docs/architecture.md.`,
  }
  return {
    includes: [isFile(layer) ? `src/${layer}` : `src/${layer}/**`],
    linter: {
      rules: {
        style: { noRestrictedImports: { level: 'error', options: { patterns: [inside, outside] } } },
      },
    },
  }
}

const isFile = (layer: string) => layer.endsWith('.ts')

const either = (names: readonly string[]) => (names.length === 1 ? names[0] : `{${names.join(',')}}`)
