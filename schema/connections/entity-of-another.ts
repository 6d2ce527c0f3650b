import type { Builder } from '../builder.ts'

/**
 * An entity of another subgraph, by its id: what a field leads to that answers `{ id }`.
 * @param adds does this subgraph give it fields? If not, no query plan asks this subgraph for it.
 */
export function entityOfAnother<Services>(builder: Builder<Services>, type: string, { adds }: { adds: boolean }) {
  return builder
    .externalRef(type, builder.keyDirective(builder.selection<{ id: string }>('id'), adds))
    .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
}
