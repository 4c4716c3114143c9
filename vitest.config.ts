import { defineConfig } from 'vitest/config'

// micromark and others have slow builds for development, which Vitest chooses otherwise
process.env['NODE_ENV'] ??= 'production'
// what a developer's own runs have kept is not for tests
process.env['LINKGATE_CACHE'] = 'off'

/** They look at everything that the engine has, or at the very moment at which something happens. */
const alone = ['cancel', 'cli', 'dist'].map((name) => `__tests__/e2e/${name}.test.ts`)

/**
 * `unit` and `processes` need no Docker engine: `unit` is the quick loop; `processes` starts many real programs: compilers,
 * the Go command in every fixture repository, git on real histories. The others build real images. `integration` and
 * `e2e-alone` run one file at a time, so that nothing else is at work on the engine; what is in `e2e` runs side by side.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/integration/**', '__tests__/e2e/**'],
          setupFiles: ['__tests__/support/runs/random-inputs.ts'],
          testTimeout: 60_000,
          // no test replaces a module or leaves anything in one: files may share what they have loaded
          isolate: false,
          // by default one core is left to whoever waits for the tests
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'processes',
          include: ['__tests__/integration/processes/**/*.test.ts'],
          setupFiles: ['__tests__/support/runs/random-inputs.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
          isolate: false,
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'integration',
          include: ['__tests__/integration/*.test.ts'],
          globalSetup: '__tests__/support/images/builder-images-run.ts',
          setupFiles: ['__tests__/support/runs/keep-output.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e-alone',
          include: alone,
          globalSetup: '__tests__/support/images/builder-images-run.ts',
          setupFiles: ['__tests__/support/runs/keep-output.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          // what is concurrent there builds and starts
          maxConcurrency: 2,
          include: ['__tests__/e2e/**/*.test.ts'],
          exclude: alone,
          globalSetup: '__tests__/support/images/builder-images-run.ts',
          setupFiles: ['__tests__/support/runs/keep-output.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
