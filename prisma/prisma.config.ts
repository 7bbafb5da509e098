import { defineConfig } from 'prisma/config'

// For Prisma's own commands run in this folder, such as `prisma generate`, and `prisma migrate deploy` where its native
// engine can be had. The product needs neither this file nor that engine (see server/migrate.ts).
const url = process.env['DATABASE_OWNER_URL']

export default defineConfig({
  schema: 'schema',
  migrations: { path: 'migrations' },
  ...(url ? { datasource: { url } } : {}),
})
