import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests wait for PostgreSQL as long as they compute: three run at once even on two cores.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      'apps/web/vitest.config.ts',
      {
        test: {
          name: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'prisma/**/*.test.ts',
            'apps/api/src/**/*.test.ts',
            'e2e/run/**/*.test.ts',
          ],
          globalSetup: ['prisma/server/vitest-global-setup.ts'],
          setupFiles: ['prisma/server/vitest-setup.ts'],
          // A worker keeps the program's modules from file to file: what differs from test to test is in the database.
          isolate: false,
          // Real databases and real password hashing on a machine that may be busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
