import { Migration } from '@mikro-orm/migrations'

export class Migration20261130122413 extends Migration {
  override name = 'Migration20261130122413'

  override up(): void | Promise<void> {
    this.addSql(
      `create table "identity"."login_codes" ("id" uuid not null, "email" text not null, "code_hash" text not null, "digits" int not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    )
    this.addSql(`create index "login_codes_expires_at_index" on "identity"."login_codes" ("expires_at");`)
    this.addSql(`create index "login_codes_email_created_at_index" on "identity"."login_codes" ("email", "created_at");`)

    // Logins that wait for their code start again.
    this.addSql(`delete from "identity"."otp_sessions";`)
    this.addSql(`drop index "identity"."otp_sessions_email_index";`)
    this.addSql(`drop index "identity"."otp_sessions_expires_at_index";`)
    this.addSql(`alter table "identity"."otp_sessions" drop column "code_hash", drop column "email", drop column "expires_at";`)
    this.addSql(`alter table "identity"."otp_sessions" add "code_id" uuid not null;`)
    this.addSql(
      `alter table "identity"."otp_sessions" add constraint "otp_sessions_code_id_foreign" foreign key ("code_id") references "identity"."login_codes" ("id") on delete cascade;`,
    )
    this.addSql(`create index "otp_sessions_code_id_index" on "identity"."otp_sessions" ("code_id");`)

    this.addSql(`alter table "identity"."users" drop constraint "users_external_id_unique";`)
    this.addSql(`alter table "identity"."users" add "external_issuer" text null;`)
    this.addSql(
      `alter table "identity"."users" add constraint "users_external_issuer_external_id_unique" unique ("external_issuer", "external_id");`,
    )

    this.addSql(
      `alter table "identity"."refresh_tokens" add "family_hash" text null, add "previous_hash" text null, add "rotated_at" timestamptz(3) null;`,
    )
    this.addSql(`alter table "identity"."refresh_tokens" add constraint "refresh_tokens_family_hash_unique" unique ("family_hash");`)

    this.addSql(`alter table "identity"."api_keys" add "parent_id" uuid null;`)
    this.addSql(`create index "api_keys_parent_id_index" on "identity"."api_keys" ("parent_id");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "identity"."otp_sessions" drop constraint "otp_sessions_code_id_foreign";`)

    this.addSql(`drop table if exists "identity"."login_codes" cascade;`)

    this.addSql(`drop index "identity"."api_keys_parent_id_index";`)
    this.addSql(`alter table "identity"."api_keys" drop column "parent_id";`)

    this.addSql(`drop index "identity"."otp_sessions_code_id_index";`)
    this.addSql(`delete from "identity"."otp_sessions";`)
    this.addSql(`alter table "identity"."otp_sessions" drop column "code_id";`)
    this.addSql(
      `alter table "identity"."otp_sessions" add "code_hash" text not null, add "email" text not null, add "expires_at" timestamptz(3) not null;`,
    )
    this.addSql(`create index "otp_sessions_email_index" on "identity"."otp_sessions" ("email");`)
    this.addSql(`create index "otp_sessions_expires_at_index" on "identity"."otp_sessions" ("expires_at");`)

    this.addSql(`alter table "identity"."refresh_tokens" drop constraint "refresh_tokens_family_hash_unique";`)
    this.addSql(`alter table "identity"."refresh_tokens" drop column "family_hash", drop column "previous_hash", drop column "rotated_at";`)

    this.addSql(`alter table "identity"."users" drop constraint "users_external_issuer_external_id_unique";`)
    this.addSql(`alter table "identity"."users" drop column "external_issuer";`)
    this.addSql(`alter table "identity"."users" add constraint "users_external_id_unique" unique ("external_id");`)
  }
}
