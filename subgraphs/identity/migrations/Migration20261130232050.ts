import { Migration } from '@mikro-orm/migrations'

export class Migration20261130232050 extends Migration {
  override name = 'Migration20261130232050'

  override up(): void | Promise<void> {
    this.addSql(
      `create table "identity"."browser_sessions" ("id" uuid not null, "user_id" uuid not null, "token_hash" text not null, "created_at" timestamptz(3) not null, "last_used_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "browser_sessions_user_id_index" on "identity"."browser_sessions" ("user_id");`)
    this.addSql(`alter table "identity"."browser_sessions" add constraint "browser_sessions_token_hash_unique" unique ("token_hash");`)
    this.addSql(`create index "browser_sessions_last_used_at_index" on "identity"."browser_sessions" ("last_used_at");`)

    this.addSql(
      `alter table "identity"."browser_sessions" add constraint "browser_sessions_user_id_foreign" foreign key ("user_id") references "identity"."users" ("id") on delete cascade;`,
    )
    this.addSql(
      `create or replace function "identity"."browser_sessions_rights_update_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(`create trigger "rights_update" AFTER UPDATE on "identity"."browser_sessions" for each ROW
  when (((to_jsonb(old.*) - 'last_used_at'::text) IS DISTINCT FROM (to_jsonb(new.*) - 'last_used_at'::text))) execute function "identity"."browser_sessions_rights_update_fn"();`)
    this.addSql(
      `create or replace function "identity"."browser_sessions_rights_delete_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(
      `create trigger "rights_delete" AFTER DELETE on "identity"."browser_sessions" for each STATEMENT execute function "identity"."browser_sessions_rights_delete_fn"();`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists "rights_update" on "identity"."browser_sessions";`)
    this.addSql(`drop function if exists "identity"."browser_sessions_rights_update_fn"();`)
    this.addSql(`drop trigger if exists "rights_delete" on "identity"."browser_sessions";`)
    this.addSql(`drop function if exists "identity"."browser_sessions_rights_delete_fn"();`)
    this.addSql(`drop table if exists "identity"."browser_sessions" cascade;`)
  }
}
