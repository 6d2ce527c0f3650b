import { Migration } from '@mikro-orm/migrations'

export class Migration20261130165531 extends Migration {
  override name = 'Migration20261130165531'

  override up(): void | Promise<void> {
    this.addSql(`alter table "triggers"."slots" add "owner" uuid null, add "claim" int not null default 0;`)
    this.addSql(`create index "slots_owner_index" on "triggers"."slots" ("owner") where owner is not null;`)

    this.addSql(`alter table "triggers"."deliveries" drop column "lease_until";`)
    this.addSql(`alter table "triggers"."deliveries" add "owner" uuid null, add "claim" int not null default 1;`)
    // Of a process that no one knows: they are taken up.
    this.addSql(`update "triggers"."deliveries" set "owner" = "id" where "status" = 'RUNNING';`)
    this.addSql(`create index "deliveries_owner_index" on "triggers"."deliveries" ("owner") where owner is not null;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "triggers"."deliveries_owner_index";`)
    this.addSql(`alter table "triggers"."deliveries" drop column "owner", drop column "claim";`)
    this.addSql(`alter table "triggers"."deliveries" add "lease_until" timestamptz(3) null;`)

    this.addSql(`drop index "triggers"."slots_owner_index";`)
    this.addSql(`alter table "triggers"."slots" drop column "owner", drop column "claim";`)
  }
}
