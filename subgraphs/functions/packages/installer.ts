import type { Caller } from '../../../schema/context.ts'

/** Who put something into what an execution imports: a user, and the API key that they used. */
export interface Installer {
  userId: string
  apiKeyId: string | null
}

export const installerOf = ({ userId, apiKey }: Caller): Installer => ({ userId, apiKeyId: apiKey?.id ?? null })
