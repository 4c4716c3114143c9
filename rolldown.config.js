import { relative } from 'node:path'
import { defineConfig } from 'rolldown'
import license from 'rollup-plugin-license'

const root = import.meta.dirname

/** Packages of node_modules, by their names. */
const packages = (...names) =>
  new RegExp(`[\\\\/]node_modules[\\\\/](?:${names.join('|').replaceAll('/', '[\\\\/]')})[\\\\/]`)

/** Files of this repository, by how their paths begin. */
function files(...beginnings) {
  const fits = new RegExp(`^(?:${beginnings.join('|')})`)
  return (id) => fits.test(relative(root, id).replaceAll('\\', '/'))
}

/** Files of `src`, by how their paths begin there. */
const sources = (...beginnings) => files(...beginnings.map((one) => `src/${one}`))

/** What is in each file of `dist/chunks`: a package with what it brings, or folders of `src`. The first that fits counts. */
const groups = {
  undici: packages('undici'),
  'actions-http': packages('@actions/http-client', 'tunnel'),
  'actions-core': packages('@actions/core', '@actions/exec', '@actions/io'),
  'dockerfile-ast': packages('dockerfile-ast', 'vscode-languageserver-[^/]*'),
  yaml: packages('yaml'),
  zod: packages('zod'),
  commander: packages('commander'),
  'd3-hierarchy': packages('d3-hierarchy'),
  cyclonedx: packages('@cyclonedx/cyclonedx-library', 'packageurl-js'),
  'linkgate-version': files('package\\.json$'),
  'linkgate-core': sources(
    'common/(?!yaml)',
    'effects',
    'report/terminal/(?:layout|paint)',
    'model/(?:comment-policy|platform|revision)',
  ),
  'linkgate-request': sources('config/(?:inputs|scans)', 'repository/(?:event|workflow-run)'),
  'linkgate-findings': sources('findings/(?!docs)', 'document'),
  'linkgate-model': sources('model'),
  'linkgate-shell': sources('dockerfile/read', 'shell'),
  'linkgate-dockerfile': sources('dockerfile'),
  'linkgate-image': sources('inspect/image', 'inspect/entry/accounts'),
  'linkgate-git-docker': sources('repository/git/(?:git|runner)\\.ts', 'images/engines'),
  'linkgate-clean-up': sources('commands/action/clean-up', 'images/leftovers'),
  // what is loaded before the first question of a check
  'linkgate-preflight': sources(
    'common/(?:phases|process-table|yaml)',
    'config',
    'images/(?:builder-command|open-run)',
    'plan/(?:preflight|secrets)',
    'repository/(?:git|goreleaser|links)',
    'repository/go/(?:choose-main|discover|env|go-json|go-mod-json|list\\.|list-program|main-|can-import|modules|problems|toolchain)',
    'run\\.ts',
    'vulnerabilities/(?:osv|scans/)',
  ),
  'linkgate-doctor': sources('doctor'),
  'linkgate-report': sources('report/(?!sarif|sbom)'),
  'linkgate-attribution': sources(
    'attribution/(?!compare-modes|explain-check|inspect-and-explain|program-(?:comparer|file|sources)|linked/)',
    'attribution/linked/(?:chains|function-chains|graph|modules|pruning|reachability)',
    'images/go-build/link',
    'inspect/(?:bytes|elf|executable|go|macho|pe)/',
  ),
  'linkgate-run': sources(
    '(?!main|cli|post|cache|worker|world|init|measure|publish|commands|report/(?:sarif|sbom)|findings/docs)',
  ),
  'linkgate-deliver': sources('commands/local/report', 'commands/tool-files'),
  'linkgate-publish': sources('publish', 'commands/action/(?:publish-result|write)'),
  'linkgate-environment': sources('world/(?:error-code|files|host|pieces|process-environment)'),
  'linkgate-world': sources('world/(?!local-process|terminal-log|worker-tasks|cache/service)'),
}

/** What is loaded when first used, by the module that is asked for: nothing else may be in these files. */
const lazy = {
  cache: 'actions-cache',
  // a client for addresses of any kind
  lib: 'http-client',
  github: 'actions-github',
  phases: 'linkgate-action',
  check: 'linkgate-check',
  commands: 'linkgate-local',
  'measure-revisions': 'linkgate-measure',
  publish: 'linkgate-publish-phase',
  'publish-measured': 'linkgate-publish-measured',
  report: 'deliver-report',
  sarif: 'linkgate-sarif',
  sbom: 'linkgate-sbom',
}

/** Fixed names and readable output: a diff of dist shows what changed, and a rebuild gives the same bytes. */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    post: 'src/post.ts',
    cache: 'src/cache.ts',
    worker: 'src/worker.ts',
  },
  platform: 'node',
  // what the CycloneDX library needs for XML, which linkgate does not write
  external: ['xmlbuilder2'],
  treeshake: {
    // @actions/core has an HTTP client for identity tokens alone, which linkgate does not use
    moduleSideEffects: [{ test: packages('@actions/core', '@actions/http-client'), sideEffects: false }],
  },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `chunks/${lazy[name] ?? name}.js`,
    comments: false,
    codeSplitting: {
      // else a group takes what it uses of another one
      includeDependenciesRecursively: false,
      groups: Object.entries(groups).map(([name, test], index) => ({ name, test, priority: 100 - index })),
    },
  },
  plugins: [
    license({
      thirdParty: {
        includePrivate: false,
        output: { file: 'dist/licenses.txt' },
      },
    }),
  ],
})
