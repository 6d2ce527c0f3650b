import { Migration } from '@mikro-orm/migrations'

export class Migration20261130202006 extends Migration {
  override name = 'Migration20261130202006'

  override up(): void | Promise<void> {
    this.addSql(`alter table "functions"."executions" add "run_at" timestamptz null;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "functions"."executions" drop column "run_at";`)
  }
}
