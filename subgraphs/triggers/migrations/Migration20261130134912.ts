import { Migration } from '@mikro-orm/migrations'

/** Triggers keep who set what, by setting. Of those that are there, their last editor, and who had shaped them, answer for all of it. */
export class Migration20261130134912 extends Migration {
  override name = 'Migration20261130134912'

  override up(): void | Promise<void> {
    for (const table of ['schedules', 'webhooks']) {
      this.addSql(`alter table "triggers"."${table}" add "editors" jsonb null;`)
      this.addSql(`update "triggers"."${table}" set "editors" = jsonb_build_object('*',
        jsonb_build_array(jsonb_build_object('userId', "editor_id", 'apiKeyId', "editor_key_id")) || "shapers");`)
      this.addSql(`alter table "triggers"."${table}" alter column "editors" set not null;`)
    }
  }

  override down(): void | Promise<void> {
    for (const table of ['schedules', 'webhooks']) this.addSql(`alter table "triggers"."${table}" drop column "editors";`)
  }
}
