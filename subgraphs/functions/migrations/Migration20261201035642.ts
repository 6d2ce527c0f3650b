import { Migration } from '@mikro-orm/migrations'

export class Migration20261201035642 extends Migration {
  override name = 'Migration20261201035642'

  override up(): void | Promise<void> {
    this.addSql(`alter table "functions"."executions" add "fingerprint" text null;`)
    this.addSql(`create index "executions_failed" on "functions"."executions" ("created_at", "id") where fingerprint is not null;`)
    this.addSql(
      `create index "executions_of_error" on "functions"."executions" ("fingerprint", "created_at", "id") where fingerprint is not null;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "functions"."executions_failed";`)
    this.addSql(`drop index "functions"."executions_of_error";`)
    this.addSql(`alter table "functions"."executions" drop column "fingerprint";`)
  }
}
