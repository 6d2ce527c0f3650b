import { Migration } from '@mikro-orm/migrations'

export class Migration20261130195532 extends Migration {
  override name = 'Migration20261130195532'

  override up(): void | Promise<void> {
    this.addSql(`alter table "agents"."turns" add "watchers" uuid[] null;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "agents"."turns" drop column "watchers";`)
  }
}
