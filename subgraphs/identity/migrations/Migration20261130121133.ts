import { Migration } from '@mikro-orm/migrations'

export class Migration20261130121133 extends Migration {
  override name = 'Migration20261130121133'

  override up(): void | Promise<void> {
    this.addSql(`alter table "identity"."api_keys" add "parent_id" uuid null;`)
    this.addSql(`create index "api_keys_parent_id_index" on "identity"."api_keys" ("parent_id");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "identity"."api_keys_parent_id_index";`)
    this.addSql(`alter table "identity"."api_keys" drop column "parent_id";`)
  }
}
