// What an engineer would write by hand for GET /api/v1/users/{id} and GET /api/v1/functions: verify the token, read the permissions, read the rows, answer.
import { createSecretKey } from 'node:crypto'
import { createServer } from 'node:http'
import { jwtVerify } from 'jose'
import pg from 'pg'
import { answering } from '../../schema/testing/answering.ts'

const [databaseUrl = '', secret = ''] = process.argv.slice(2)
const key = await crypto.subtle.importKey('raw', createSecretKey(Buffer.from(secret)).export(), { name: 'HMAC', hash: 'SHA-256' }, false, [
  'verify',
])
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })

const PERMISSIONS = `select p.permission_key from identity.members m join identity.group_permissions p on p.group_id = m.group_id
  where m.user_id = $1 and m.active and p.permission_value`
const USER = `select u.id, u.email, u.last_login_at, u.created_at,
  array(select g.name from identity.members m join identity.groups g on g.id = m.group_id where m.user_id = u.id and m.active order by g.name) as groups
  from identity.users u where u.id = $1`

const FUNCTIONS = `select id, namespace, name, description, code, input_schema, output_schema, requirements, enabled_namespaces, secrets, shared_pool,
  requires_approval, timeout, icon, is_active, is_shared, links, version, created_at, updated_at
  from functions.functions where $1 or user_id = $2 or is_shared order by created_at desc, id desc limit 20`

const server = createServer(
  answering(async (request, response) => {
    const answer = (status: number, value: unknown) => {
      const body = JSON.stringify(value)
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body)
    }
    try {
      const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: 'sinas', audience: 'sinas-api' })
      const permissions = await pool.query({ name: 'permissions', text: PERMISSIONS, values: [payload.sub] })
      const granted = new Set(permissions.rows.map((row) => row.permission_key))
      if (request.url === '/api/v1/functions') {
        const values = [granted.has('sinas.*:all'), payload.sub]
        return answer(200, (await pool.query({ name: 'functions', text: FUNCTIONS, values })).rows)
      }
      const id = request.url!.slice('/api/v1/users/'.length)
      const mayRead =
        granted.has('sinas.*:all') || granted.has('sinas.users.get:all') || (id === payload.sub && granted.has('sinas.users.get:own'))
      if (!mayRead) return answer(403, { detail: 'Not authorized' })
      const user = await pool.query({ name: 'user', text: USER, values: [id] })
      if (!user.rows[0]) return answer(404, { detail: 'User not found' })
      answer(200, { ...user.rows[0], roles: user.rows[0].groups })
    } catch {
      answer(401, { detail: 'Not authenticated' })
    }
  }),
)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
