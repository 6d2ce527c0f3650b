import { Migration } from '@mikro-orm/migrations'

export class Migration20261130203453 extends Migration {
  override name = 'Migration20261130203453'

  override up(): void | Promise<void> {
    this.addSql(`drop index "functions"."executions_chat_id_index";`)
    this.addSql(`drop index "functions"."executions_started_at_index";`)
    this.addSql(`alter table "functions"."executions" drop constraint "executions_user_id_function_id_idempotency_key_unique";`)
    this.addSql(`drop index "functions"."executions_user_id_started_at_index";`)
    this.addSql(`alter table "functions"."executions" add "created_at" timestamptz not null default now();`)
    this.addSql(`update "functions"."executions" set "created_at" = "started_at";`)
    this.addSql(`create index "executions_of_user" on "functions"."executions" ("user_id", "created_at", "id");`)
    this.addSql(`create index "executions_of_function" on "functions"."executions" ("function_id", "created_at", "id");`)
    this.addSql(`create index "executions_latest" on "functions"."executions" ("created_at", "id");`)
    this.addSql(`create index "executions_of_chat" on "functions"."executions" ("chat_id", "created_at", "id") where chat_id is not null;`)
    this.addSql(
      `create index "executions_of_trigger" on "functions"."executions" ("trigger_id", "created_at", "id") where trigger_type in ('WEBHOOK', 'SCHEDULE');`,
    )
    this.addSql(
      `create unique index "executions_idempotency_key" on "functions"."executions" ("user_id", "function_id", "idempotency_key") where idempotency_key is not null;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "functions"."executions_of_user";`)
    this.addSql(`drop index "functions"."executions_of_function";`)
    this.addSql(`drop index "functions"."executions_latest";`)
    this.addSql(`drop index "functions"."executions_of_chat";`)
    this.addSql(`drop index "functions"."executions_of_trigger";`)
    this.addSql(`drop index "functions"."executions_idempotency_key";`)
    this.addSql(`alter table "functions"."executions" drop column "created_at";`)
    this.addSql(`create index "executions_chat_id_index" on "functions"."executions" ("chat_id");`)
    this.addSql(`create index "executions_started_at_index" on "functions"."executions" ("started_at");`)
    this.addSql(
      `alter table "functions"."executions" add constraint "executions_user_id_function_id_idempotency_key_unique" unique ("user_id", "function_id", "idempotency_key");`,
    )
    this.addSql(`create index "executions_user_id_started_at_index" on "functions"."executions" ("user_id", "started_at");`)
  }
}
