import { Migration } from '@mikro-orm/migrations'

export class Migration20261130165514 extends Migration {
  override name = 'Migration20261130165514'

  override up(): void | Promise<void> {
    this.addSql(`drop table if exists "functions"."processes" cascade;`)
  }

  override down(): void | Promise<void> {
    this.addSql(
      `create table "functions"."processes" ("host" text not null, "id" uuid not null, "pid" int not null, "seen_at" timestamptz(6) not null, primary key ("id"));`,
    )
  }
}
