import pg from 'pg'

/** As MikroORM, which has its own pool leave instants as text for itself, the driver leaves large numbers as text: they may not fit. Ours do. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
  // A day is no instant.
  [pg.types.builtins.DATE]: (text) => text,
}

/** For each statement under the ORM: timestamptz is a Date, and every number a number, so that rows are what their types say. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: unknown) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
}
