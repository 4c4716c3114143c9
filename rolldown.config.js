import { defineConfig } from 'rolldown'
import license from 'rollup-plugin-license'

/** Fixed names and readable output: a diff of dist shows what changed, and a rebuild gives the same bytes. */
export default defineConfig({
  input: { main: 'src/main.ts', cli: 'src/cli.ts', post: 'src/post.ts' },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    comments: false,
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
