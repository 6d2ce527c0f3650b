import { Migration } from '@mikro-orm/migrations'

export class Migration20261130120259 extends Migration {
  override name = 'Migration20261130120259'

  override up(): void | Promise<void> {
    this.addSql(`alter table "triggers"."webhooks" add "is_listed" boolean not null default false;`)

    this.addSql(`alter table "triggers"."dedup_keys" add "fingerprint" text not null default '';`)

    this.addSql(
      `alter table "triggers"."deliveries" add "warning" text null, add "is_body_kept" boolean not null default true, add "body_expires_at" timestamptz(3) null;`,
    )
    this.addSql(
      `create index "deliveries_body_expires_at_index" on "triggers"."deliveries" ("body_expires_at") where "body_expires_at" is not null;`,
    )
    this.addSql(`update "triggers"."deliveries" set "is_body_kept" = false where "status" = 'REJECTED';`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "triggers"."dedup_keys" drop column "fingerprint";`)

    this.addSql(`alter table "triggers"."deliveries" drop column "warning", drop column "is_body_kept", drop column "body_expires_at";`)

    this.addSql(`alter table "triggers"."webhooks" drop column "is_listed";`)
  }
}
