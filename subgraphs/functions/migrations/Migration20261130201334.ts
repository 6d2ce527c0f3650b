import { Migration } from '@mikro-orm/migrations'

export class Migration20261130201334 extends Migration {
  override name = 'Migration20261130201334'

  override up(): void | Promise<void> {
    this.addSql(`alter table "functions"."functions" add "has_entry_point" boolean not null default true;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "functions"."functions" drop column "has_entry_point";`)
  }
}
