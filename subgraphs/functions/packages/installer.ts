import type { Caller } from '../../../schema/context.ts'

/** A user who installed a package that an execution imports, and the API key that they used. */
export interface Installer {
  userId: string
  apiKeyId: string | null
}

export const installerOf = ({ userId, apiKey }: Caller): Installer => ({ userId, apiKeyId: apiKey?.id ?? null })
