import { Migration } from '@mikro-orm/migrations'

export class Migration20261123211036 extends Migration {
  override name = 'Migration20261123211036'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "states";`)
    this.addSql(
      `create table "states"."states" ("id" uuid not null, "user_id" uuid not null, "group_id" uuid null, "namespace" text not null, "key" text not null, "value" json not null, "visibility" text not null, "description" text null, "tags" text[] not null, "relevance_score" double precision not null, "encrypted" boolean not null, "version" int not null, "expires_at" timestamptz null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create index "states_of_user" on "states"."states" ("user_id");`)
    this.addSql(`create index "states_of_group" on "states"."states" ("group_id") where "visibility" = 'group';`)
    this.addSql(`create index "states_public" on "states"."states" ("namespace") where "visibility" = 'public';`)
    this.addSql(`create index "states_expiring" on "states"."states" ("expires_at") where "expires_at" is not null;`)
    this.addSql(`alter table "states"."states" add constraint "states_name" unique ("namespace", "key", "user_id");`)

    this.addSql(
      `alter table "states"."states" add constraint "states_group_is_named" check (visibility <> 'group' or group_id is not null);`,
    )
    this.addSql(
      `alter table "states"."states" add constraint "states_visibility_check" check ("visibility" in ('private', 'group', 'public'));`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "states"."states" cascade;`)

    this.addSql(`drop schema if exists "states";`)
  }
}
