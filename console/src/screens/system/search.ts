export interface SystemSearch {
  /** Of the configuration: a part of a name or of what it means. */
  find?: string
  /** Only what differs from the default. */
  changed?: true
}

export const readSystemSearch = ({ find, changed }: Record<string, unknown>): SystemSearch => ({
  find: typeof find === 'string' && find !== '' ? find : undefined,
  changed: changed === true || undefined,
})
