import { z } from 'zod'
import { builder } from './builder.ts'
import { requestLogRow } from './request-log-row.ts'

builder.mutationField('recordRequests', (t) =>
  t.int({
    description: 'Keeps requests that were answered. For the gateway alone. Returns how many were kept. Errors: VALIDATION, UNAVAILABLE.',
    inaccessible: true,
    args: {
      rows: t.arg({
        type: 'JSON',
        required: true,
        validate: z.array(requestLogRow).max(10_000),
        description: 'Rows of `request_logs`, 10,000 at most.',
      }),
      batch: t.arg({ type: 'ID', required: true, description: 'Names the rows: sent again under the same name they are kept once.' }),
    },
    resolve: (_, { rows, batch }, { services }) => services.requestLogs.insert(rows as z.output<typeof requestLogRow>[], batch),
  }),
)
