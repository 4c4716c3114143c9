import { defineConfig } from 'vitest/config'

/**
 * `unit` needs nothing but Node, git and Go; `integration` and `e2e` also need a Docker engine, and build real images:
 * they run one file at a time, so that no two of them share the machine's cores.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/integration/**', '__tests__/e2e/**'],
          testTimeout: 60_000,
          // no test replaces a module or leaves anything in one: files may share what they have loaded
          isolate: false,
          // by default one core is left to whoever waits for the tests
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'integration',
          include: ['__tests__/integration/**/*.test.ts'],
          globalSetup: '__tests__/support/builder-images-run.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          // what is concurrent there builds and starts
          maxConcurrency: 2,
          include: ['__tests__/e2e/**/*.test.ts'],
          globalSetup: '__tests__/support/builder-images-run.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
