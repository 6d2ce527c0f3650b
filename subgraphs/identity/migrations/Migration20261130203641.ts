import { Migration } from '@mikro-orm/migrations'

export class Migration20261130203641 extends Migration {
  override name = 'Migration20261130203641'

  override up(): void | Promise<void> {
    this.addSql(`create index "users_created_at_id_index" on "identity"."users" ("created_at", "id");`)

    this.addSql(`drop index "identity"."members_group_id_index";`)
    this.addSql(`create index "members_group_id_added_at_id_index" on "identity"."members" ("group_id", "added_at", "id");`)

    this.addSql(`drop index "identity"."api_keys_parent_id_index";`)
    this.addSql(`drop index "identity"."api_keys_user_id_index";`)
    this.addSql(`create index "api_keys_created_at_id_index" on "identity"."api_keys" ("created_at", "id");`)
    this.addSql(`create index "api_keys_user_id_created_at_id_index" on "identity"."api_keys" ("user_id", "created_at", "id");`)
    this.addSql(`create index "api_keys_parent_id_created_at_id_index" on "identity"."api_keys" ("parent_id", "created_at", "id");`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "identity"."api_keys_created_at_id_index";`)
    this.addSql(`drop index "identity"."api_keys_user_id_created_at_id_index";`)
    this.addSql(`drop index "identity"."api_keys_parent_id_created_at_id_index";`)
    this.addSql(`create index "api_keys_parent_id_index" on "identity"."api_keys" ("parent_id");`)
    this.addSql(`create index "api_keys_user_id_index" on "identity"."api_keys" ("user_id");`)

    this.addSql(`drop index "identity"."members_group_id_added_at_id_index";`)
    this.addSql(`create index "members_group_id_index" on "identity"."members" ("group_id");`)

    this.addSql(`drop index "identity"."users_created_at_id_index";`)
  }
}
