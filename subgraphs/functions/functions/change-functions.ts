import { z } from 'zod'
import { description, list, pythonName, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { FunctionType } from './function.ts'
import { FunctionReference, locatorOf } from './function-input.ts'
import { rollbackFunction } from './rollback-function.ts'
import { createFunction, deleteFunction, updateFunction } from './save-function.ts'

const code = text(1, 1_000_000)
const seconds = z.int().min(1)
const namespaces = list(pythonName, 100)
const requirements = list(z.string().min(1).max(255), 100)
const secrets = list(pythonName, 100)

const SECRETS =
  'Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use.'

builder.relayMutationField(
  'createFunction',
  {
    description: 'A function to make: its code, and what it takes and gives.',
    inputFields: (t) => ({
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
      secrets: t.stringList({ validate: secrets, description: SECRETS }),
      sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
      requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
      timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
      icon: t.string({ validate: text(0, 1000), description: 'What clients show beside its name.' }),
      isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Creates a function that the caller owns, with version 1 and the caller as its author. The functions that it calls by name are looked up now and listed in `calls`. Errors: ALREADY_EXISTS, VALIDATION (Python syntax with `line` and `column`, schemas, requirements).',
    authScopes: (_, { input }) => ({ can: `functions/${input.namespace}/${input.name}.create` }),
    resolve: async (_, { input }, context) => ({ function: await createFunction(context, input) }),
  },
  { outputFields: (t) => ({ function: t.expose('function', { type: FunctionType, description: 'The new function.' }) }) },
)

builder.relayMutationField(
  'updateFunction',
  {
    description:
      'Fields that are left out keep their value. Sending `code` makes a new version; where the code differs, the caller becomes its only author. A caller who changes schemas, requirements, secrets or namespaces becomes an author beside the others.',
    inputFields: (t) => ({
      function: t.field({ type: FunctionReference, required: true, description: 'Which one.' }),
      description: t.string({ validate: description, description: 'What it does: also tells agents when to call it.' }),
      code: t.string({ validate: code, description: 'Python that defines `handler(input, context)`.' }),
      inputSchema: t.field({ type: 'JSON', description: 'JSON Schema of the input.' }),
      outputSchema: t.field({ type: 'JSON', description: 'JSON Schema of what it returns.' }),
      requirements: t.stringList({
        validate: requirements,
        description: 'pip requirements, installed for the owner of the function where they are missing.',
      }),
      enabledNamespaces: t.stringList({ validate: namespaces, description: 'Namespaces beside its own whose functions it may call.' }),
      secrets: t.stringList({ validate: secrets, description: SECRETS }),
      sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
      requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
      timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
      icon: t.string({ validate: text(0, 1000), description: 'What clients show beside its name.' }),
      isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
      isActive: t.boolean({ description: 'An inactive function can be changed, but not called.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Changes a function. What its code calls by name is found whenever `code` is sent. Errors: NOT_FOUND, FORBIDDEN, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { function: reference, ...changes } }, context) => ({
      function: await updateFunction(context, locatorOf(reference), changes),
    }),
  },
  { outputFields: (t) => ({ function: t.expose('function', { type: FunctionType, description: 'The function as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteFunction',
  { inputFields: (t) => ({ function: t.field({ type: FunctionReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    description: 'Deletes a function and its versions. Its executions stay. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input }, context) => ({ function: await deleteFunction(context, locatorOf(input.function)) }),
  },
  { outputFields: (t) => ({ function: t.expose('function', { type: FunctionType, description: 'The function as it was.' }) }) },
)

builder.relayMutationField(
  'rollbackFunction',
  {
    inputFields: (t) => ({
      function: t.field({ type: FunctionReference, required: true, description: 'Which one.' }),
      version: t.int({ required: true, description: 'The version to go back to.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Makes an earlier version the current one, by a new version with its code, schemas and authors, to whom the caller is added, which calls whom it called then. Errors: NOT_FOUND (function or version), FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { function: reference, version } }, context) => ({
      function: await rollbackFunction(context, locatorOf(reference), version),
    }),
  },
  { outputFields: (t) => ({ function: t.expose('function', { type: FunctionType, description: 'The function as it is now.' }) }) },
)
