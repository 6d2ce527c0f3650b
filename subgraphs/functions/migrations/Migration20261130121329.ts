import { Migration } from '@mikro-orm/migrations'

export class Migration20261130121329 extends Migration {
  override name = 'Migration20261130121329'

  override up(): void | Promise<void> {
    this.addSql(`alter table "functions"."executions" add "shapers" json not null default '[]';`)

    // What was saved before authors were kept is by who made the version. Whom it calls by name is found on first use.
    this.addSql(`alter table "functions"."versions" add "authors" json null, add "links" json null;`)
    this.addSql(
      `update "functions"."versions" set "authors" = json_build_array(json_build_object('userId', "created_by", 'apiKeyId', null));`,
    )
    this.addSql(`alter table "functions"."versions" alter column "authors" set not null;`)

    this.addSql(
      `alter table "functions"."functions" add "is_shared" boolean not null default false, add "authors" json null, add "links" json null, add "revision" int not null default 1;`,
    )
    this.addSql(`update "functions"."functions" f set "authors" = coalesce(
      (select v."authors" from "functions"."versions" v where v."function_id" = f."id" and v."version" = f."version"),
      json_build_array(json_build_object('userId', f."user_id", 'apiKeyId', null)));`)
    this.addSql(`alter table "functions"."functions" alter column "authors" set not null, alter column "is_shared" drop default;`)
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "functions"."executions" drop column "shapers";`)

    this.addSql(
      `alter table "functions"."functions" drop column "is_shared", drop column "authors", drop column "links", drop column "revision";`,
    )

    this.addSql(`alter table "functions"."versions" drop column "authors", drop column "links";`)
  }
}
