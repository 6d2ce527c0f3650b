import { Migration } from '@mikro-orm/migrations'

export class Migration20261123212409 extends Migration {
  override name = 'Migration20261123212409'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "triggers";`)
    // What a crash forgets of it is given to the clients; without a log it costs no write to the disk.
    this.addSql(
      `create unlogged table "triggers"."rate_limits" ("key" text not null, "full_at" timestamptz(6) not null, primary key ("key"));`,
    )

    this.addSql(
      `create table "triggers"."schedules" ("id" uuid not null, "user_id" uuid not null, "name" text not null, "description" text null, "schedule_type" text not null, "target_namespace" text not null, "target_name" text not null, "content" text null, "input_data" json not null, "cron_expression" text not null, "timezone" text not null, "is_active" boolean not null, "overlap_policy" text not null, "missed_policy" text not null, "missed_window" int not null, "last_run" timestamptz(3) null, "next_run" timestamptz(3) null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "schedules_next_run_index" on "triggers"."schedules" ("next_run");`)
    this.addSql(`alter table "triggers"."schedules" add constraint "schedules_user_id_name_unique" unique ("user_id", "name");`)

    this.addSql(
      `create table "triggers"."slots" ("id" uuid not null, "schedule_id" uuid not null, "slot_at" timestamptz(3) not null, "status" text not null, "is_manual" boolean not null default false, "reason" text null, "execution_id" text null, "chat_id" text null, "attempts" int not null default 0, "due_at" timestamptz(3) null, "fired_at" timestamptz(3) null, "is_settled" boolean not null default false, "created_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "slots_due_at_index" on "triggers"."slots" ("due_at");`)
    this.addSql(`create index "slots_slot_at_index" on "triggers"."slots" using brin ("slot_at");`)
    this.addSql(`alter table "triggers"."slots" add constraint "slots_schedule_id_slot_at_unique" unique ("schedule_id", "slot_at");`)

    this.addSql(
      `create table "triggers"."webhooks" ("id" uuid not null, "user_id" uuid not null, "path" text not null, "http_method" text not null, "function_namespace" text not null, "function_name" text not null, "description" text null, "default_values" json not null, "requires_auth" boolean not null, "response_mode" text not null, "dedup" jsonb null, "rate_limit" jsonb null, "user_rate_limit" jsonb null, "signature" jsonb null, "signature_secret" text null, "is_active" boolean not null, "version" int not null default 1, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "webhooks_user_id_index" on "triggers"."webhooks" ("user_id");`)
    this.addSql(`alter table "triggers"."webhooks" add constraint "webhooks_path_unique" unique ("path");`)

    this.addSql(
      `create table "triggers"."dedup_keys" ("webhook_id" uuid not null, "key" text not null, "delivery_id" uuid not null, "expires_at" timestamptz(3) not null, primary key ("webhook_id", "key"));`,
    )
    this.addSql(`create index "dedup_keys_delivery_id_index" on "triggers"."dedup_keys" ("delivery_id");`)
    this.addSql(`create index "dedup_keys_expires_at_index" on "triggers"."dedup_keys" ("expires_at");`)

    this.addSql(
      `create table "triggers"."deliveries" ("id" uuid not null, "webhook_id" uuid not null, "user_id" uuid null, "status" text not null, "method" text not null, "path" text not null, "query" text not null, "headers" jsonb not null, "body" text not null, "body_is_base64" boolean not null, "duplicates" int not null default 0, "execution_id" text null, "response" jsonb null, "error" text null, "replay_of" uuid null, "lease_until" timestamptz(3) null, "received_at" timestamptz(3) not null, "finished_at" timestamptz(3) null, primary key ("id"));`,
    )
    this.addSql(`create index "deliveries_webhook_id_received_at_index" on "triggers"."deliveries" ("webhook_id", "received_at");`)
    this.addSql(`create index "deliveries_lease_until_index" on "triggers"."deliveries" ("lease_until") where "lease_until" is not null;`)
    this.addSql(`create index "deliveries_received_at_index" on "triggers"."deliveries" using brin ("received_at");`)

    this.addSql(
      `alter table "triggers"."slots" add constraint "slots_schedule_id_foreign" foreign key ("schedule_id") references "triggers"."schedules" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "triggers"."dedup_keys" add constraint "dedup_keys_webhook_id_foreign" foreign key ("webhook_id") references "triggers"."webhooks" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "triggers"."deliveries" add constraint "deliveries_webhook_id_foreign" foreign key ("webhook_id") references "triggers"."webhooks" ("id") on delete cascade;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "triggers"."slots" drop constraint "slots_schedule_id_foreign";`)
    this.addSql(`alter table "triggers"."dedup_keys" drop constraint "dedup_keys_webhook_id_foreign";`)
    this.addSql(`alter table "triggers"."deliveries" drop constraint "deliveries_webhook_id_foreign";`)

    this.addSql(`drop table if exists "triggers"."rate_limits" cascade;`)
    this.addSql(`drop table if exists "triggers"."schedules" cascade;`)
    this.addSql(`drop table if exists "triggers"."slots" cascade;`)
    this.addSql(`drop table if exists "triggers"."webhooks" cascade;`)
    this.addSql(`drop table if exists "triggers"."dedup_keys" cascade;`)
    this.addSql(`drop table if exists "triggers"."deliveries" cascade;`)

    this.addSql(`drop schema if exists "triggers";`)
  }
}
