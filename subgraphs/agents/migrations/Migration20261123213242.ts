import { Migration } from '@mikro-orm/migrations'

export class Migration20261123213242 extends Migration {
  override name = 'Migration20261123213242'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "agents";`)
    this.addSql(
      `create table "agents"."agents" ("id" uuid not null, "user_id" uuid null, "group_id" uuid null, "namespace" text not null, "name" text not null, "description" text null, "llm_provider_id" uuid null, "model" text null, "temperature" double precision not null, "max_tokens" int null, "system_prompt" text null, "input_schema" jsonb not null, "output_schema" jsonb not null, "initial_messages" jsonb null, "enabled_functions" jsonb not null, "enabled_agents" jsonb not null, "enabled_skills" jsonb not null, "enabled_mcp_tools" jsonb not null, "function_parameters" jsonb not null, "mcp_tool_parameters" jsonb not null, "state_namespaces_readonly" jsonb not null, "state_namespaces_readwrite" jsonb not null, "status_templates" jsonb not null, "is_default" boolean not null default false, "is_active" boolean not null default true, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )

    this.addSql(
      `create table "agents"."approvals" ("id" uuid not null, "chat_id" uuid not null, "turn_id" uuid not null, "tool_call_id" text not null, "function_namespace" text not null, "function_name" text not null, "arguments" json not null, "approved" boolean null, "decided_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "agents"."approvals" add constraint "approvals_of_chat" unique ("chat_id", "tool_call_id");`)

    this.addSql(
      `create table "agents"."budgets" ("id" uuid not null, "user_id" uuid null, "agent_id" uuid null, "period" text not null, "max_tokens" bigint null, "max_cost" double precision null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )

    this.addSql(
      `create table "agents"."chats" ("id" uuid not null, "user_id" uuid not null, "group_id" uuid null, "agent_id" uuid not null, "agent_namespace" text not null, "agent_name" text not null, "title" text not null, "input" jsonb not null, "session_key" text null, "depth" int not null default 0, "archived" boolean not null default false, "keep_alive" boolean not null default false, "job_timeout" int null, "expires_at" timestamptz null, "last_message_at" timestamptz null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create index "chats_of_user" on "agents"."chats" ("user_id", "updated_at");`)

    this.addSql(
      `create table "agents"."messages" ("id" uuid not null, "position" bigint generated always as identity not null, "chat_id" uuid not null, "turn_id" uuid null, "turn_seq" int null, "role" text not null, "content" text null, "tool_calls" json null, "tool_call_id" text null, "name" text null, "model" text null, "prompt_tokens" int null, "completion_tokens" int null, "cost" double precision null, "created_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`create index "messages_of_chat" on "agents"."messages" ("chat_id", "position");`)
    this.addSql(`create index "messages_by_time" on "agents"."messages" ("created_at");`)

    this.addSql(
      `create table "agents"."llm_providers" ("id" uuid not null, "name" text not null, "provider_type" text not null, "sealed_api_key" text null, "api_endpoint" text null, "default_model" text null, "config" jsonb not null, "is_default" boolean not null default false, "is_active" boolean not null default true, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )

    this.addSql(
      `create table "agents"."skills" ("id" uuid not null, "user_id" uuid not null, "namespace" text not null, "name" text not null, "description" text not null, "content" text not null, "is_active" boolean not null default true, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "agents"."skills" add constraint "skills_name_unique" unique ("namespace", "name");`)

    this.addSql(
      `create table "agents"."turns" ("id" uuid not null, "chat_id" uuid not null, "status" text not null, "owner" uuid null, "lease_until" timestamptz null, "cancel_requested" boolean not null default false, "error" text null, "created_at" timestamptz not null, "finished_at" timestamptz null, primary key ("id"));`,
    )
    this.addSql(`create index "turns_of_chat" on "agents"."turns" ("chat_id", "created_at");`)

    this.addSql(
      `create table "agents"."turn_events" ("turn_id" uuid not null, "seq" int not null, "event" text not null, "data" text not null, primary key ("turn_id", "seq"));`,
    )

    this.addSql(
      `create table "agents"."usage" ("day" date not null, "user_id" uuid not null, "agent_id" uuid not null, "model" text not null, "calls" int not null, "prompt_tokens" bigint not null, "completion_tokens" bigint not null, "cost" double precision not null, primary key ("day", "user_id", "agent_id", "model"));`,
    )

    // What only SQL can say: uniqueness among some of the rows, and what goes when a chat goes.
    this.addSql(`create unique index "agents_name_unique" on "agents"."agents" ("namespace", "name") where "is_active";`)
    this.addSql(`create unique index "agents_one_default" on "agents"."agents" ("is_default") where "is_default" and "is_active";`)
    this.addSql(`create unique index "llm_providers_name_unique" on "agents"."llm_providers" ("name") where "is_active";`)
    this.addSql(
      `create unique index "llm_providers_one_default" on "agents"."llm_providers" ("is_default") where "is_default" and "is_active";`,
    )
    this.addSql(
      `create unique index "chats_session_unique" on "agents"."chats" ("agent_id", "session_key") where "session_key" is not null and not "archived";`,
    )
    this.addSql(`create index "chats_expiring" on "agents"."chats" ("expires_at") where "expires_at" is not null;`)
    this.addSql(`create unique index "turns_one_at_a_time" on "agents"."turns" ("chat_id") where "status" in ('running', 'waiting');`)
    this.addSql(`create index "turns_leased" on "agents"."turns" ("lease_until") where "status" = 'running';`)
    this.addSql(`create index "turns_finished" on "agents"."turns" ("finished_at") where "finished_at" is not null;`)
    this.addSql(`create index "messages_of_turn" on "agents"."messages" ("turn_id") where "turn_id" is not null;`)
    this.addSql(`create index "approvals_of_turn" on "agents"."approvals" ("turn_id");`)
    for (const table of ['messages', 'turns', 'approvals']) {
      this.addSql(`alter table "agents"."${table}" add foreign key ("chat_id") references "agents"."chats" ("id") on delete cascade;`)
    }
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "agents"."agents" cascade;`)
    this.addSql(`drop table if exists "agents"."approvals" cascade;`)
    this.addSql(`drop table if exists "agents"."budgets" cascade;`)
    this.addSql(`drop table if exists "agents"."chats" cascade;`)
    this.addSql(`drop table if exists "agents"."messages" cascade;`)
    this.addSql(`drop table if exists "agents"."llm_providers" cascade;`)
    this.addSql(`drop table if exists "agents"."skills" cascade;`)
    this.addSql(`drop table if exists "agents"."turns" cascade;`)
    this.addSql(`drop table if exists "agents"."turn_events" cascade;`)
    this.addSql(`drop table if exists "agents"."usage" cascade;`)

    this.addSql(`drop schema if exists "agents";`)
  }
}
