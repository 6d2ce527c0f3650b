import { Migration } from '@mikro-orm/migrations'

export class Migration20261201031833 extends Migration {
  override name = 'Migration20261201031833'

  override up(): void | Promise<void> {
    this.addSql(`alter table "functions"."functions" add "secrets" text[] not null default '{}';`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "functions"."functions" drop column "secrets";`)
  }
}
