import { builder } from '../builder.ts'
import { isAllowed } from './access.ts'
import { FunctionEntity } from './function.entity.ts'
import { OFFERED_FIELDS, OfferedFunction } from './offered.ts'

builder.queryField('functionsByName', (t) =>
  t.field({
    type: [OfferedFunction],
    inaccessible: true,
    description:
      'Active functions of these names, as far as the caller may execute them: what the tools of agents are made of; or all of them: what the documents of webhooks are made of.',
    args: {
      references: t.arg.stringList({ required: true, description: '`namespace/name`' }),
      all: t.arg.boolean({ defaultValue: false, description: 'Also those that the caller may not execute.' }),
    },
    async resolve(_, { references, all }, { em, caller }) {
      if (references.length === 0) return []
      const named = references.map((reference) => {
        const [namespace = '', name = ''] = reference.split('/')
        return { namespace, name }
      })
      const rows = await em.find(FunctionEntity, { $or: named, isActive: true }, { fields: OFFERED_FIELDS })
      return all ? rows : rows.filter((row) => caller !== null && isAllowed(caller, row, 'execute'))
    },
  }),
)
