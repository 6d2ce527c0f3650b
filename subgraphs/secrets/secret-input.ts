import { z } from 'zod'
import { MAX_SECRET_LENGTH } from '../../schema/bounded/limits.ts'
import { text } from '../../schema/inputs.ts'
import { builder } from './builder.ts'
import type { Visibility } from './secret.entity.ts'

export const SECRET_NAME = 'Letters, digits and `_`: functions find its value in `context["secrets"]` by this name.'

export const secretName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must begin with a letter or _, and hold only letters, digits and _')

export const secretValue = text(1, MAX_SECRET_LENGTH)

export const SecretVisibility = builder.enumType('SecretVisibility', {
  description: 'In whose runs a secret is used.',
  values: {
    PRIVATE: {
      value: 'private' satisfies Visibility,
      description: 'In those of its owner. It comes before a shared one of the same name.',
    },
    SHARED: {
      value: 'shared' satisfies Visibility,
      description: 'In those of all users who may use it: `sinas.secrets/NAME.use:all`. Its name is unique among shared secrets.',
    },
  },
})

const SecretName = builder.inputType('SecretName', {
  description: 'Name of a secret.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    visibility: t.field({ type: SecretVisibility, description: 'Absent: the private one of the caller, or else the shared one.' }),
  }),
})

export const SecretReference = builder.inputType('SecretReference', {
  description: 'Which secret is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the secret.' }),
    name: t.field({ type: SecretName, description: 'Name of the secret.' }),
  }),
})
