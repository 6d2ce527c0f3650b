import { z } from 'zod'
import { description, list, pythonName, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'

const code = text(1, 1_000_000)
const seconds = z.int().min(1)
const namespaces = list(pythonName, 100)
const requirements = list(z.string().min(1).max(255), 100)

export const CreateFunctionInput = builder.inputType('CreateFunctionInput', {
  description: 'A function to make: its code, and what it takes and gives.',
  fields: (t) => ({
    namespace: t.string({ defaultValue: 'default', validate: pythonName, description: 'A Python name.' }),
    name: t.string({ required: true, validate: pythonName, description: 'A Python name, unique in its namespace.' }),
    description: t.string({ validate: description, description: 'What it does: also tells agents when to call it.' }),
    code: t.string({ required: true, validate: code, description: 'Python that defines `handler(input, context)`.' }),
    inputSchema: t.field({ type: 'JSON', description: 'JSON Schema of the input. Default: any object.' }),
    outputSchema: t.field({ type: 'JSON', description: 'JSON Schema of what it returns. Default: any object.' }),
    requirements: t.stringList({
      validate: requirements,
      description: 'pip requirements, installed for the owner of the function where they are missing.',
    }),
    enabledNamespaces: t.stringList({ validate: namespaces, description: 'Namespaces beside its own whose functions it may call.' }),
    sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
    requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
    timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
    icon: t.string({ validate: text(0, 1000), description: 'What clients show beside its name.' }),
    isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
  }),
})

export const UpdateFunctionInput = builder.inputType('UpdateFunctionInput', {
  description:
    'Fields that are left out keep their value. Sending `code` makes a new version; where the code differs, the caller becomes its only author. A caller who changes schemas, requirements or namespaces becomes an author beside the others.',
  fields: (t) => ({
    description: t.string({ validate: description, description: 'What it does: also tells agents when to call it.' }),
    code: t.string({ validate: code, description: 'Python that defines `handler(input, context)`.' }),
    inputSchema: t.field({ type: 'JSON', description: 'JSON Schema of the input.' }),
    outputSchema: t.field({ type: 'JSON', description: 'JSON Schema of what it returns.' }),
    requirements: t.stringList({
      validate: requirements,
      description: 'pip requirements, installed for the owner of the function where they are missing.',
    }),
    enabledNamespaces: t.stringList({ validate: namespaces, description: 'Namespaces beside its own whose functions it may call.' }),
    sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
    requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
    timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
    icon: t.string({ validate: text(0, 1000), description: 'What clients show beside its name.' }),
    isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
    isActive: t.boolean({ description: 'An inactive function can be changed, but not called.' }),
  }),
})
