import { Migration } from '@mikro-orm/migrations'

export class Migration20261123211812 extends Migration {
  override name = 'Migration20261123211812'

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "identity";`)
    this.addSql(
      `create table "identity"."groups" ("id" uuid not null, "name" text not null, "description" text null, "email_domain" text null, "external_group_id" text null, "seeded_permissions" jsonb not null default '[]', "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`alter table "identity"."groups" add constraint "groups_name_unique" unique ("name");`)
    this.addSql(`alter table "identity"."groups" add constraint "groups_external_group_id_unique" unique ("external_group_id");`)

    this.addSql(
      `create table "identity"."group_permissions" ("id" uuid not null, "group_id" uuid not null, "permission_key" text not null, "permission_value" boolean not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(
      `alter table "identity"."group_permissions" add constraint "group_permissions_group_id_permission_key_unique" unique ("group_id", "permission_key");`,
    )

    this.addSql(
      `create table "identity"."otp_sessions" ("id" uuid not null, "email" text not null, "code_hash" text not null, "attempts" int not null default 0, "expires_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "otp_sessions_email_index" on "identity"."otp_sessions" ("email");`)
    this.addSql(`create index "otp_sessions_expires_at_index" on "identity"."otp_sessions" ("expires_at");`)

    this.addSql(
      `create table "identity"."rate_limits" ("key" text not null, "hits" int not null, "resets_at" timestamptz(3) not null, primary key ("key"));`,
    )
    this.addSql(`create index "rate_limits_resets_at_index" on "identity"."rate_limits" ("resets_at");`)

    this.addSql(
      `create table "identity"."users" ("id" uuid not null, "email" text not null, "external_id" text null, "is_active" boolean not null default true, "last_login_at" timestamptz(3) null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`alter table "identity"."users" add constraint "users_email_unique" unique ("email");`)
    this.addSql(`alter table "identity"."users" add constraint "users_external_id_unique" unique ("external_id");`)

    this.addSql(
      `create table "identity"."refresh_tokens" ("id" uuid not null, "user_id" uuid not null, "token_hash" text not null, "token_prefix" text not null, "expires_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"));`,
    )
    this.addSql(`create index "refresh_tokens_user_id_index" on "identity"."refresh_tokens" ("user_id");`)
    this.addSql(`alter table "identity"."refresh_tokens" add constraint "refresh_tokens_token_hash_unique" unique ("token_hash");`)
    this.addSql(`create index "refresh_tokens_expires_at_index" on "identity"."refresh_tokens" ("expires_at");`)

    this.addSql(
      `create table "identity"."members" ("id" uuid not null, "group_id" uuid not null, "user_id" uuid not null, "role" text not null default 'member', "active" boolean not null default true, "added_at" timestamptz(3) not null, "added_by" uuid null, "removed_at" timestamptz(3) null, "removed_by" uuid null, primary key ("id"));`,
    )
    this.addSql(`create index "members_group_id_index" on "identity"."members" ("group_id");`)
    this.addSql(`alter table "identity"."members" add constraint "members_user_id_group_id_unique" unique ("user_id", "group_id");`)

    this.addSql(
      `create table "identity"."api_keys" ("id" uuid not null, "user_id" uuid not null, "name" text not null, "key_hash" text not null, "key_prefix" text not null, "permissions" jsonb not null, "is_active" boolean not null default true, "last_used_at" timestamptz(3) null, "expires_at" timestamptz(3) null, "created_at" timestamptz(3) not null, "revoked_at" timestamptz(3) null, "revoked_by" uuid null, primary key ("id"));`,
    )
    this.addSql(`create index "api_keys_user_id_index" on "identity"."api_keys" ("user_id");`)
    this.addSql(`alter table "identity"."api_keys" add constraint "api_keys_key_hash_unique" unique ("key_hash");`)

    this.addSql(
      `alter table "identity"."group_permissions" add constraint "group_permissions_group_id_foreign" foreign key ("group_id") references "identity"."groups" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "identity"."refresh_tokens" add constraint "refresh_tokens_user_id_foreign" foreign key ("user_id") references "identity"."users" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "identity"."members" add constraint "members_group_id_foreign" foreign key ("group_id") references "identity"."groups" ("id") on delete cascade;`,
    )
    this.addSql(
      `alter table "identity"."members" add constraint "members_user_id_foreign" foreign key ("user_id") references "identity"."users" ("id") on delete cascade;`,
    )

    this.addSql(
      `alter table "identity"."api_keys" add constraint "api_keys_user_id_foreign" foreign key ("user_id") references "identity"."users" ("id") on delete cascade;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "identity"."group_permissions" drop constraint "group_permissions_group_id_foreign";`)
    this.addSql(`alter table "identity"."members" drop constraint "members_group_id_foreign";`)
    this.addSql(`alter table "identity"."refresh_tokens" drop constraint "refresh_tokens_user_id_foreign";`)
    this.addSql(`alter table "identity"."members" drop constraint "members_user_id_foreign";`)
    this.addSql(`alter table "identity"."api_keys" drop constraint "api_keys_user_id_foreign";`)

    this.addSql(`drop table if exists "identity"."groups" cascade;`)
    this.addSql(`drop table if exists "identity"."group_permissions" cascade;`)
    this.addSql(`drop table if exists "identity"."otp_sessions" cascade;`)
    this.addSql(`drop table if exists "identity"."rate_limits" cascade;`)
    this.addSql(`drop table if exists "identity"."users" cascade;`)
    this.addSql(`drop table if exists "identity"."refresh_tokens" cascade;`)
    this.addSql(`drop table if exists "identity"."members" cascade;`)
    this.addSql(`drop table if exists "identity"."api_keys" cascade;`)

    this.addSql(`drop schema if exists "identity";`)
  }
}
