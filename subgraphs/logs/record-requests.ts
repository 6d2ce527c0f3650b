import { builder } from './builder.ts'

builder.mutationField('recordRequests', (t) =>
  t.int({
    description: 'Keeps requests that were answered. For the gateway alone. Returns how many were kept. Errors: VALIDATION, UNAVAILABLE.',
    inaccessible: true,
    args: {
      rows: t.arg.string({ required: true, description: 'Rows of `request_logs` as JSON, one a line.' }),
      batch: t.arg({ type: 'ID', required: true, description: 'Names the rows: sent again under the same name they are kept once.' }),
    },
    resolve: (_, { rows, batch }, { services }) => services.requestLogs.insert(rows, batch),
  }),
)
