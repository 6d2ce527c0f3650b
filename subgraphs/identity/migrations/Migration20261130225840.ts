import { Migration } from '@mikro-orm/migrations'

export class Migration20261130225840 extends Migration {
  override name = 'Migration20261130225840'

  override up(): void | Promise<void> {
    this.addSql(
      `create or replace function "identity"."group_permissions_rights_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(
      `create trigger "rights" AFTER INSERT OR UPDATE OR DELETE on "identity"."group_permissions" for each STATEMENT execute function "identity"."group_permissions_rights_fn"();`,
    )

    this.addSql(
      `create or replace function "identity"."users_rights_update_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(`create trigger "rights_update" AFTER UPDATE on "identity"."users" for each ROW
  when (((to_jsonb(old.*) - 'last_login_at'::text) IS DISTINCT FROM (to_jsonb(new.*) - 'last_login_at'::text))) execute function "identity"."users_rights_update_fn"();`)
    this.addSql(
      `create or replace function "identity"."users_rights_delete_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(
      `create trigger "rights_delete" AFTER DELETE on "identity"."users" for each STATEMENT execute function "identity"."users_rights_delete_fn"();`,
    )

    this.addSql(
      `create or replace function "identity"."members_rights_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(
      `create trigger "rights" AFTER INSERT OR UPDATE OR DELETE on "identity"."members" for each STATEMENT execute function "identity"."members_rights_fn"();`,
    )

    this.addSql(
      `create or replace function "identity"."api_keys_rights_update_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(`create trigger "rights_update" AFTER UPDATE on "identity"."api_keys" for each ROW
  when (((to_jsonb(old.*) - 'last_used_at'::text) IS DISTINCT FROM (to_jsonb(new.*) - 'last_used_at'::text))) execute function "identity"."api_keys_rights_update_fn"();`)
    this.addSql(
      `create or replace function "identity"."api_keys_rights_delete_fn"() returns trigger as $$ begin perform pg_notify('identity:rights', '{"change":true}'); return null; end; $$ language plpgsql;`,
    )
    this.addSql(
      `create trigger "rights_delete" AFTER DELETE on "identity"."api_keys" for each STATEMENT execute function "identity"."api_keys_rights_delete_fn"();`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists "rights_update" on "identity"."api_keys";`)
    this.addSql(`drop function if exists "identity"."api_keys_rights_update_fn"();`)
    this.addSql(`drop trigger if exists "rights_delete" on "identity"."api_keys";`)
    this.addSql(`drop function if exists "identity"."api_keys_rights_delete_fn"();`)

    this.addSql(`drop trigger if exists "rights" on "identity"."group_permissions";`)
    this.addSql(`drop function if exists "identity"."group_permissions_rights_fn"();`)

    this.addSql(`drop trigger if exists "rights" on "identity"."members";`)
    this.addSql(`drop function if exists "identity"."members_rights_fn"();`)

    this.addSql(`drop trigger if exists "rights_update" on "identity"."users";`)
    this.addSql(`drop function if exists "identity"."users_rights_update_fn"();`)
    this.addSql(`drop trigger if exists "rights_delete" on "identity"."users";`)
    this.addSql(`drop function if exists "identity"."users_rights_delete_fn"();`)
  }
}
