import { until } from '../../../../schema/testing/until.ts'
import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const find = (status: string): Promise<string> =>
    until(async () => (await admin.call('GET', `/api/v1/executions?status=${status}&limit=1`))[0]?.execution_id, `a run that is ${status}`)
  return [
    { name: 'runs', path: '/console/runs' },
    { name: 'runs-none', path: '/console/runs?status=CANCELLED' },
    { name: 'run-failed', path: `/console/runs/${await find('FAILED')}` },
    { name: 'run-completed', path: `/console/runs/${await find('COMPLETED')}` },
    { name: 'run-running', path: `/console/runs/${await find('RUNNING')}` },
    { name: 'run-waits', path: `/console/runs/${await find('AWAITING_INPUT')}` },
    { name: 'run-errors', path: '/console/runs/errors' },
    { name: 'run-compare', path: `/console/runs/compare?before=${await find('FAILED')}&after=${await find('COMPLETED')}` },
    {
      name: 'run-again',
      path: `/console/runs/${await find('COMPLETED')}`,
      act: (page) => page.getByRole('button', { name: 'Run again' }).click(),
    },
    {
      name: 'run-copy',
      path: `/console/runs/${await find('COMPLETED')}`,
      act: (page) => page.getByRole('button', { name: 'Copy as…' }).click(),
    },
  ]
}
