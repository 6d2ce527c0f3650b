import { Migration } from '@mikro-orm/migrations'

export class Migration20261130173914 extends Migration {
  override up(): void {
    // What was counted in the window is forgotten: the two ways to count have nothing in common.
    this.addSql(`delete from "identity"."rate_limits";`)
    this.addSql(`drop index "identity"."rate_limits_resets_at_index";`)
    this.addSql(
      `alter table "identity"."rate_limits" drop column "hits", drop column "resets_at", add column "full_at" timestamptz(6) not null;`,
    )
  }

  override down(): void {
    this.addSql(`delete from "identity"."rate_limits";`)
    this.addSql(
      `alter table "identity"."rate_limits" drop column "full_at", add column "hits" int not null, add column "resets_at" timestamptz(3) not null;`,
    )
    this.addSql(`create index "rate_limits_resets_at_index" on "identity"."rate_limits" ("resets_at");`)
  }
}
