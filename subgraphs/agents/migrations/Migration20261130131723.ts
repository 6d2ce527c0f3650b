import { Migration } from '@mikro-orm/migrations'

export class Migration20261130131723 extends Migration {
  override name = 'Migration20261130131723'

  override up(): void | Promise<void> {
    this.addSql(`alter table "agents"."turns" drop column "lease_until";`)
    this.addSql(`alter table "agents"."turns" add "claim" int not null default 0;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "agents"."turns" drop column "claim";`)
    this.addSql(`alter table "agents"."turns" add "lease_until" timestamptz(6) null;`)
  }
}
