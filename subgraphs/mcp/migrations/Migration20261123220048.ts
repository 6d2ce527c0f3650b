import { Migration } from '@mikro-orm/migrations'

export class Migration20261123220048 extends Migration {
  override name = 'Migration20261123220048'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "mcp";`)
    this.addSql(
      `create table "mcp"."servers" ("id" uuid not null, "user_id" uuid not null, "group_id" uuid null, "name" text not null, "description" text null, "protocol" text not null, "url" text null, "command" text null, "args" jsonb not null, "sealed_secrets" text null, "sealed_oauth" text null, "authorization_url" text null, "authorization_state" text null, "requires_approval" jsonb not null, "timeout" int not null, "is_active" boolean not null, "version" int not null, "connection_status" text not null, "error_message" text null, "last_connected" timestamptz null, "failures" int not null, "retry_at" timestamptz null, "tools" jsonb not null, "tools_listed_at" timestamptz null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "mcp"."servers" add constraint "servers_name_unique" unique ("name");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "mcp"."servers" cascade;`)

    this.addSql(`drop schema if exists "mcp";`)
  }
}
