import { Migration } from '@mikro-orm/migrations'

export class Migration20261130202014 extends Migration {
  override name = 'Migration20261130202014'

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "agents"."agents" add "icon" text null, add "default_job_timeout" int null, add "default_keep_alive" boolean not null default false;`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "agents"."agents" drop column "icon", drop column "default_job_timeout", drop column "default_keep_alive";`)
  }
}
