import { Migration } from '@mikro-orm/migrations'

export class Migration20261201031128 extends Migration {
  override name = 'Migration20261201031128'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "secrets";`)
    this.addSql(
      `create table "secrets"."secrets" ("id" uuid not null, "user_id" uuid not null, "name" text not null, "visibility" text not null, "description" text null, "version" int not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create unique index "secrets_shared_name" on "secrets"."secrets" ("name") where "visibility" = 'shared';`)
    this.addSql(`create unique index "secrets_private_name" on "secrets"."secrets" ("user_id", "name") where "visibility" = 'private';`)

    this.addSql(
      `create table "secrets"."uses" ("id" uuid not null, "secret_id" uuid not null, "version" int not null, "used_by" text not null, "used_by_name" text not null, "execution_id" uuid null, "user_id" uuid not null, "used_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create index "uses_of_secret" on "secrets"."uses" ("secret_id", "used_at", "id");`)
    this.addSql(`create index "uses_by_time" on "secrets"."uses" ("used_at");`)

    this.addSql(
      `create table "secrets"."versions" ("id" uuid not null, "secret_id" uuid not null, "version" int not null, "sealed_value" text not null, "restored_from" int null, "created_by" uuid not null, "created_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "secrets"."versions" add constraint "versions_number" unique ("secret_id", "version");`)

    this.addSql(`alter table "secrets"."secrets" add constraint "secrets_visibility_check" check ("visibility" in ('private', 'shared'));`)

    this.addSql(
      `alter table "secrets"."uses" add constraint "uses_secret_id_foreign" foreign key ("secret_id") references "secrets"."secrets" ("id") on delete cascade;`,
    )
    this.addSql(`alter table "secrets"."uses" add constraint "uses_used_by_check" check ("used_by" in ('function'));`)

    this.addSql(
      `alter table "secrets"."versions" add constraint "versions_secret_id_foreign" foreign key ("secret_id") references "secrets"."secrets" ("id") on delete cascade;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "secrets"."uses" drop constraint "uses_secret_id_foreign";`)
    this.addSql(`alter table "secrets"."versions" drop constraint "versions_secret_id_foreign";`)

    this.addSql(`drop table if exists "secrets"."secrets" cascade;`)
    this.addSql(`drop table if exists "secrets"."uses" cascade;`)
    this.addSql(`drop table if exists "secrets"."versions" cascade;`)

    this.addSql(`drop schema if exists "secrets";`)
  }
}
