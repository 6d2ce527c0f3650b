import { builder } from '../builder.ts'
import { isAllowed } from './access.ts'
import { FunctionEntity } from './function.entity.ts'
import { OFFERED_FIELDS, OfferedFunction } from './offered.ts'

builder.queryField('functionsByName', (t) =>
  t.field({
    type: [OfferedFunction],
    inaccessible: true,
    description:
      'Active functions of these names, `namespace/name`, as far as the caller may execute them: what the tools of agents are made of.',
    args: { references: t.arg.stringList({ required: true, description: '`namespace/name`' }) },
    async resolve(_, { references }, { em, caller }) {
      if (references.length === 0 || !caller) return []
      const named = references.map((reference) => {
        const [namespace = '', name = ''] = reference.split('/')
        return { namespace, name }
      })
      const rows = await em.find(FunctionEntity, { $or: named, isActive: true }, { fields: OFFERED_FIELDS })
      return rows.filter((row) => isAllowed(caller, row, 'execute'))
    },
  }),
)
