/** Default outputs of tools. */

/** Files and directories, relative to the working directory of the tool. */
const outputs: Readonly<Record<string, readonly string[]>> = {
  astro: ['dist'],
  'build-storybook': ['storybook-static'],
  docusaurus: ['build'],
  eleventy: ['_site'],
  gatsby: ['public'],
  gqlgen: ['generated.go', 'graph/generated.go', 'graph/generated'],
  hugo: ['public'],
  jekyll: ['_site'],
  mkdocs: ['site'],
  next: ['.next', 'out'],
  ng: ['dist'],
  nuxi: ['.output', 'dist'],
  nuxt: ['.output', 'dist'],
  parcel: ['dist'],
  quasar: ['dist'],
  'react-scripts': ['build'],
  rsbuild: ['dist'],
  rspack: ['dist'],
  swag: ['docs'],
  tailwindcss: [],
  trunk: ['dist'],
  umi: ['dist'],
  vite: ['dist', 'build'],
  vitepress: ['.vitepress/dist', 'docs/.vitepress/dist'],
  'vue-cli-service': ['dist'],
  webpack: ['dist'],
  wire: ['wire_gen.go'],
}

/** Tools whose configuration sets the output. */
const configurations: readonly (readonly [program: RegExp, file: RegExp])[] = [
  [/^buf$/, /^buf\.gen[\w.-]*\.ya?ml$/],
  [/^sqlc$/, /^sqlc\.(?:ya?ml|json)$/],
  [/^gqlgen$/, /^\.?gqlgen\.ya?ml$/],
  [/^(?:ng|nx)$/, /^(?:angular|project)\.json$/],
  [/^tsc$/, /^tsconfig[\w.-]*\.json$/],
  [/^mockery$/, /^\.mockery\.ya?ml$/],
  [/^oapi-codegen$/, /^[\w.-]*(?:oapi|codegen|cfg|config)[\w.-]*\.ya?ml$/],
  [/^hugo$/, /^(?:hugo|config)\.(?:toml|ya?ml|json)$/],
  [
    /^(?:astro|docusaurus|eleventy|gatsby|next|nuxi|nuxt|quasar|rollup|rsbuild|rspack|svelte-kit|umi|vite|vue-cli-service|webpack|webpack-cli)$/,
    /^[\w.-]+\.config\.[cm]?[jt]s$/,
  ],
]

export function defaultOutputs(program: string): readonly string[] {
  return outputs[program === 'webpack-cli' ? 'webpack' : program] ?? []
}

/** Whether a file of this name configures the output of a tool that runs in the same directory. */
export function configures(file: string, program: string): boolean {
  return configurations.some(([programs, files]) => programs.test(program) && files.test(file))
}

/** Programs that generate nothing for a build. */
const inert = new Set(
  '. : [ [[ aws az cat cd chmod chown diff docker-compose du echo exit export false find gcloud gh grep gsutil head less ls printf pwd read rm rmdir set sha256sum sleep source stat tail test time tree true wc zip'.split(
    ' ',
  ),
)

export function isInert(program: string): boolean {
  return inert.has(program)
}

/** Common output directories of front ends. */
export const buildDirectory =
  /^(?:\.?next|\.?nuxt|\.?output|_site|assets|build|bundle|dist|gen|generated|out|public|site|static|www)$/
