import { Migration } from '@mikro-orm/migrations'

export class Migration20261130130536 extends Migration {
  override name = 'Migration20261130130536'

  override up(): void | Promise<void> {
    this.addSql(
      `create table "functions"."package_sets" ("id" uuid not null, "owner_id" uuid not null, "folder" text not null, "contents" text[] not null, "python" text not null, "bytes" bigint not null, "built_at" timestamptz not null, "replaced_at" timestamptz null, primary key ("id"));`,
    )
    this.addSql(`create index "package_sets_owner_id_index" on "functions"."package_sets" ("owner_id");`)
    this.addSql(`create index "package_sets_folder_index" on "functions"."package_sets" ("folder");`)
    this.addSql(`create unique index "package_sets_current_unique" on "functions"."package_sets" ("owner_id") where "replaced_at" is null;`)

    this.addSql(
      `create table "functions"."package_turns" ("id" uuid not null, "user_id" uuid not null, "asked_at" timestamptz not null, "seen_at" timestamptz not null, "began_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"));`,
    )
    // One at a time: the second of two that begin at once is refused.
    this.addSql(
      `create unique index "package_turns_begun_unique" on "functions"."package_turns" ((true)) where "began_at" is not null and "ended_at" is null;`,
    )

    this.addSql(`alter table "functions"."packages" drop constraint "packages_name_unique";`)
    this.addSql(`alter table "functions"."packages" add "owner_id" uuid null, add "installed_by_key" uuid null;`)
    // Until now, whatever any user had installed was imported by the functions of all. Who of them may install for everybody is not known here: so each
    // package becomes its installer's own, and is for everybody once somebody who may do that has installed it again.
    this.addSql(`update "functions"."packages" set "owner_id" = "installed_by";`)
    // Functions of others that say that they require it keep it: as if their owners had installed it when they saved them.
    this.addSql(
      `insert into "functions"."packages" ("id", "owner_id", "name", "package_name", "version", "installed_by", "installed_at")
       select distinct on (f."user_id", p."name") gen_random_uuid(), f."user_id", p."name", p."package_name", p."version", f."user_id", p."installed_at"
       from "functions"."functions" f cross join unnest(f."requirements") required
       join "functions"."packages" p on p."name" = lower(regexp_replace(substring(trim(required) from '^[A-Za-z0-9._-]*[A-Za-z0-9]'), '[-_.]+', '-', 'g'))
       where p."owner_id" <> f."user_id";`,
    )
    this.addSql(`alter table "functions"."packages" alter column "owner_id" set not null;`)
    this.addSql(`alter table "functions"."packages" add constraint "packages_owner_id_name_unique" unique ("owner_id", "name");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "functions"."package_sets" cascade;`)
    this.addSql(`drop table if exists "functions"."package_turns" cascade;`)

    this.addSql(`alter table "functions"."packages" drop constraint "packages_owner_id_name_unique";`)
    this.addSql(`alter table "functions"."packages" drop column "owner_id", drop column "installed_by_key";`)
    this.addSql(
      `delete from "functions"."packages" a using "functions"."packages" b where a."name" = b."name" and (a."installed_at", a."id") > (b."installed_at", b."id");`,
    )
    this.addSql(`alter table "functions"."packages" add constraint "packages_name_unique" unique ("name");`)
  }
}
