// A schedule that counts at two every night how the executions of the last day ended, and keeps the report as a state.
import { NotFoundError, Sinas } from '@sinas/client'

const REPORT = `
import collections
import datetime
import json
import urllib.error
import urllib.request

def handler(input, context):
    def ask(path, **options):
        headers = {"authorization": f"Bearer {context['access_token']}", "content-type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(input["base_url"] + path, headers=headers, **options)) as answer:
            return json.load(answer)

    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    ended = [each for each in ask("/executions?limit=1000") if datetime.datetime.fromisoformat(each["started_at"]) > since]
    report = {"day": since.date().isoformat(), "executions": collections.Counter(each["status"] for each in ended)}
    state = {"namespace": "reports", "key": report["day"], "value": report}
    try:
        ask("/states", method="POST", data=json.dumps(state).encode())
    except urllib.error.HTTPError as error:
        if error.code not in (400, 409):
            raise
        ask(f"/states/reports/{report['day']}", method="PUT", data=json.dumps({"value": report}).encode())
    return report
`

const sinas = new Sinas()
const baseUrl = process.env.SINAS_BASE_URL!

await sinas.functions.update('reports', 'nightly', { code: REPORT }).catch((error) => {
  if (!(error instanceof NotFoundError)) throw error
  return sinas.functions.create({ namespace: 'reports', name: 'nightly', code: REPORT })
})

let schedule: { id: string; next_run?: string | null } | undefined
for await (const each of sinas.schedules.list()) if (each.name === 'nightly report') schedule = each
schedule ??= await sinas.schedules.create({
  name: 'nightly report',
  function_namespace: 'reports',
  function_name: 'nightly',
  cron_expression: '0 2 * * *',
  timezone: 'Europe/Amsterdam',
  input_data: { base_url: baseUrl },
})
console.log('The next report is made at', schedule.next_run)

// Not to wait for the night: the same function, now.
const { result, error } = await sinas.functions.execute('reports', 'nightly', { base_url: baseUrl })
console.log(error ?? result)
