import Fastify from 'fastify'
import pg from 'pg'

// What the product is measured against: Fastify and `pg`, one prepared statement a request, no sign-in, no walls, no checks.
// It answers the same bytes from the same tables.

const [, , databaseUrl = '', sent = '{}'] = process.argv
const { reads, write } = JSON.parse(sent) as {
  /** By name: a statement whose row's `body` is the answer. */
  reads: Record<string, { text: string; values: unknown[] }>
  /** Takes a school, a work, a student and a value. */
  write: { text: string; schoolId: string; personId: string }
}

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
const app = Fastify()

for (const [name, { text, values }] of Object.entries(reads))
  app.get(`/${name}`, async (_request, reply) => {
    const { rows } = await pool.query<{ body: string }>({ name, text, values })
    return reply.type('application/json; charset=utf-8').serializer(String).send(rows[0]?.body)
  })

app.put<{ Params: { work: string; student: string }; Body: { value: string } }>(
  '/marks/:work/:student',
  async (request, reply) => {
    const { work, student } = request.params
    const values = [write.schoolId, work, student, request.body.value, write.personId]
    const { rows } = await pool.query<{ body: string }>({ name: 'write', text: write.text, values })
    return reply.type('application/json; charset=utf-8').serializer(String).send(rows[0]?.body)
  },
)

await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
process.once('SIGTERM', () => void app.close().then(() => pool.end()))
