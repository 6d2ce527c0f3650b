import { builder } from '../builder.ts'

builder.queryField('renderTemplates', (t) =>
  t.field({
    type: 'JSON',
    inaccessible: true,
    description:
      'Renders Jinja2 templates in the sandbox. Each answer is `{text}`, or `{error, line}`. Errors: UNAVAILABLE without a sandbox, QUEUE_FULL.',
    authScopes: { authenticated: true },
    args: {
      templates: t.arg({
        type: 'JSON',
        required: true,
        description: 'A list of `[source, number of its variables]`. One whose number is null is only checked.',
      }),
      variables: t.arg.stringList({ required: true, description: 'Each as JSON.' }),
    },
    resolve: (_, { templates, variables }, { services, caller }) =>
      services.templates.render(caller!.userId, { templates: templates as [string, number | null][], variables }),
  }),
)
