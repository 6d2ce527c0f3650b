import { builder } from '../builder.ts'
import { isAllowed } from './access.ts'
import { FunctionEntity } from './function.entity.ts'
import { FunctionType } from './function.ts'

builder.queryField('functionsByReference', (t) =>
  t.field({
    type: [FunctionType],
    inaccessible: true,
    description:
      'Active functions by reference: `namespace/name`, `namespace/*` for all of a namespace, or `*/*` for all. What an agent offers as tools, and what the documents of webhooks are made of.',
    args: {
      references: t.arg.stringList({ required: true, description: '`namespace/name`, `namespace/*` or `*/*`.' }),
      executable: t.arg.boolean({ defaultValue: false, description: 'Only those that the caller may execute.' }),
    },
    async resolve(_, { references, executable }, { em, caller }) {
      const conditions = references.map((reference) => {
        const [namespace = '', name = ''] = reference.split('/')
        if (namespace === '*') return { isActive: true }
        return name === '*' ? { namespace } : { namespace, name }
      })
      if (conditions.length === 0) return []
      const rows = await em.find(FunctionEntity, { $or: conditions, isActive: true }, { orderBy: { namespace: 'asc', name: 'asc' } })
      return executable ? rows.filter((row) => caller !== null && isAllowed(caller, row, 'execute')) : rows
    },
  }),
)
