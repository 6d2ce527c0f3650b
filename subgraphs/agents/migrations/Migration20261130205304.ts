import { Migration } from '@mikro-orm/migrations'

export class Migration20261130205304 extends Migration {
  override name = 'Migration20261130205304'

  override up(): void | Promise<void> {
    this.addSql(`create index "approvals_undecided" on "agents"."approvals" ("chat_id") where "approved" is null;`)

    this.addSql(`drop index "agents"."messages_by_time";`)
    this.addSql(`create index "messages_by_time" on "agents"."messages" ("created_at", "position");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "agents"."approvals_undecided";`)

    this.addSql(`drop index "agents"."messages_by_time";`)
    this.addSql(`create index "messages_by_time" on "agents"."messages" ("created_at");`)
  }
}
