import { Migration } from '@mikro-orm/migrations'

export class Migration20261130121340 extends Migration {
  override name = 'Migration20261130121340'

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "agents"."agents" add "editors" jsonb not null default '{}', add "links" jsonb not null default '{}', add "is_shared" boolean not null default false, add "revision" int not null default 1;`,
    )

    this.addSql(`alter table "agents"."chats" add "parent_id" uuid null, add "shapers" jsonb not null default '[]';`)

    this.addSql(
      `alter table "agents"."skills" add "editors" jsonb not null default '{}', add "is_shared" boolean not null default false, add "revision" int not null default 1;`,
    )

    // Who changed agents and skills so far is not known: their owners answer for them.
    const owner = `jsonb_build_array(jsonb_build_object('userId', "user_id", 'apiKeyId', null))`
    this.addSql(
      `update "agents"."agents" set "editors" = (
        select jsonb_object_agg("setting", ${owner}) from unnest(array['systemPrompt', 'inputSchema', 'outputSchema', 'initialMessages',
          'enabledFunctions', 'enabledAgents', 'enabledSkills', 'enabledMcpTools', 'functionParameters', 'mcpToolParameters',
          'stateNamespacesReadonly', 'stateNamespacesReadwrite']) as "setting")
      where "user_id" is not null;`,
    )
    this.addSql(`update "agents"."skills" set "editors" = jsonb_build_object('description', ${owner}, 'content', ${owner});`)

    // What names mean now is what they meant. Functions are kept elsewhere: those of other users are offered once the list is set again.
    this.addSql(
      `update "agents"."agents" a set "links" = jsonb_build_object(
        'enabledAgents', (
          select coalesce(jsonb_agg(o."id"), '[]') from "agents"."agents" o
          where o."is_active" and (a."enabled_agents" ? o."id"::text or a."enabled_agents" ? (o."namespace" || '/' || o."name"))),
        'enabledSkills', (
          select coalesce(jsonb_agg(s."id"), '[]') from "agents"."skills" s
          join jsonb_array_elements(a."enabled_skills") as entry on entry ->> 'skill' = s."namespace" || '/' || s."name"));`,
    )
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table "agents"."agents" drop column "editors", drop column "links", drop column "is_shared", drop column "revision";`,
    )

    this.addSql(`alter table "agents"."chats" drop column "parent_id", drop column "shapers";`)

    this.addSql(`alter table "agents"."skills" drop column "editors", drop column "is_shared", drop column "revision";`)
  }
}
