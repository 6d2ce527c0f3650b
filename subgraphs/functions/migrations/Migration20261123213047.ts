import { Migration } from '@mikro-orm/migrations'

export class Migration20261123213047 extends Migration {
  override name = 'Migration20261123213047'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "functions";`)
    this.addSql(
      `create table "functions"."executions" ("id" uuid not null, "user_id" uuid not null, "function_id" uuid not null, "function_namespace" text not null, "function_name" text not null, "version" int not null, "trigger_type" text not null, "trigger_id" text not null, "chat_id" text null, "status" text not null, "input_data" json not null, "output_data" json null, "error" text null, "traceback" text null, "reason" text null, "input_prompt" text null, "input_schema" json null, "request" json null, "timeout" int not null, "idempotency_key" text null, "api_key_id" uuid null, "continue_input" json null, "process_id" uuid null, "attempts" int not null, "duration_ms" real null, "cpu_ms" real null, "peak_memory_kb" int null, "started_at" timestamptz not null, "completed_at" timestamptz null, primary key ("id"));`,
    )
    this.addSql(`create index "executions_user_id_started_at_index" on "functions"."executions" ("user_id", "started_at");`)
    this.addSql(`create index "executions_started_at_index" on "functions"."executions" ("started_at");`)
    this.addSql(`create index "executions_chat_id_index" on "functions"."executions" ("chat_id") where "chat_id" is not null;`)
    // What is under way is little: recovery looks for it every few seconds, and finds it here and not in the whole history.
    this.addSql(
      `create index "executions_unfinished_index" on "functions"."executions" ("status", "started_at") where "status" in ('PENDING', 'RUNNING', 'AWAITING_INPUT');`,
    )
    this.addSql(
      `alter table "functions"."executions" add constraint "executions_user_id_function_id_idempotency_key_unique" unique ("user_id", "function_id", "idempotency_key");`,
    )

    this.addSql(
      `create table "functions"."log_entries" ("execution_id" uuid not null, "number" int not null, "stream" text not null, "text" text not null, "at" timestamptz not null, primary key ("execution_id", "number"));`,
    )

    this.addSql(
      `create table "functions"."steps" ("execution_id" uuid not null, "number" int not null, "parent" int null, "depth" int not null, "function_name" text not null, "kind" text not null, "status" text not null, "input_data" json null, "output_data" json null, "error" text null, "duration_ms" real null, "started_at" timestamptz not null, primary key ("execution_id", "number"));`,
    )

    this.addSql(
      `create table "functions"."functions" ("id" uuid not null, "user_id" uuid not null, "namespace" text not null, "name" text not null, "description" text null, "code" text not null, "input_schema" json not null, "output_schema" json not null, "requirements" text[] not null, "enabled_namespaces" text[] not null, "shared_pool" boolean not null, "requires_approval" boolean not null, "timeout" int null, "icon" text null, "is_active" boolean not null, "version" int not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create index "functions_user_id_index" on "functions"."functions" ("user_id");`)
    this.addSql(`alter table "functions"."functions" add constraint "functions_namespace_name_unique" unique ("namespace", "name");`)

    this.addSql(
      `create table "functions"."versions" ("id" uuid not null, "function_id" uuid not null, "version" int not null, "code" text not null, "input_schema" json not null, "output_schema" json not null, "restored_from" int null, "created_by" uuid not null, "created_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(
      `alter table "functions"."versions" add constraint "versions_function_id_version_unique" unique ("function_id", "version");`,
    )

    this.addSql(
      `create table "functions"."packages" ("id" uuid not null, "name" text not null, "package_name" text not null, "version" text not null, "installed_by" uuid not null, "installed_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "functions"."packages" add constraint "packages_name_unique" unique ("name");`)

    this.addSql(
      `create table "functions"."processes" ("id" uuid not null, "host" text not null, "pid" int not null, "seen_at" timestamptz not null, primary key ("id"));`,
    )

    this.addSql(
      `alter table "functions"."log_entries" add constraint "log_entries_execution_id_foreign" foreign key ("execution_id") references "functions"."executions" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "functions"."steps" add constraint "steps_execution_id_foreign" foreign key ("execution_id") references "functions"."executions" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "functions"."versions" add constraint "versions_function_id_foreign" foreign key ("function_id") references "functions"."functions" ("id") on delete cascade;`,
    )

    // Every process keeps functions in memory. Whoever changes the table, by whatever way, tells them.
    this.addSql(`create function "functions".tell_change() returns trigger language plpgsql as $$
      declare changed record := coalesce(new, old);
      begin
        perform pg_notify('functions', json_build_object('kind', 'function', 'namespace', changed.namespace, 'name', changed.name)::text);
        return null;
      end $$;`)
    this.addSql(
      `create trigger "tell_change" after insert or update or delete on "functions"."functions" for each row execute function "functions".tell_change();`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "functions"."log_entries" drop constraint "log_entries_execution_id_foreign";`)
    this.addSql(`alter table "functions"."steps" drop constraint "steps_execution_id_foreign";`)
    this.addSql(`alter table "functions"."versions" drop constraint "versions_function_id_foreign";`)

    this.addSql(`drop table if exists "functions"."executions" cascade;`)
    this.addSql(`drop table if exists "functions"."log_entries" cascade;`)
    this.addSql(`drop table if exists "functions"."steps" cascade;`)
    this.addSql(`drop table if exists "functions"."functions" cascade;`)
    this.addSql(`drop table if exists "functions"."versions" cascade;`)
    this.addSql(`drop table if exists "functions"."packages" cascade;`)
    this.addSql(`drop table if exists "functions"."processes" cascade;`)

    this.addSql(`drop function if exists "functions".tell_change();`)
    this.addSql(`drop schema if exists "functions";`)
  }
}
