import { Migration } from '@mikro-orm/migrations'

/** Triggers keep who saved them last, and runs who asked for them. Of those that are there, it is not known: their owner answers for them. */
export class Migration20261130120905 extends Migration {
  override name = 'Migration20261130120905'

  override up(): void | Promise<void> {
    for (const table of ['schedules', 'webhooks']) {
      this.addSql(
        `alter table "triggers"."${table}" add "editor_id" uuid null, add "editor_key_id" uuid null, add "shapers" jsonb not null default '[]';`,
      )
      this.addSql(`update "triggers"."${table}" set "editor_id" = "user_id";`)
      this.addSql(`alter table "triggers"."${table}" alter column "editor_id" set not null, alter column "shapers" drop default;`)
    }
    this.addSql(`alter table "triggers"."slots" add "askers" jsonb not null default '[]';`)
    this.addSql(`alter table "triggers"."deliveries" add "callers" jsonb null;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "triggers"."deliveries" drop column "callers";`)
    this.addSql(`alter table "triggers"."slots" drop column "askers";`)
    for (const table of ['schedules', 'webhooks'])
      this.addSql(`alter table "triggers"."${table}" drop column "editor_id", drop column "editor_key_id", drop column "shapers";`)
  }
}
