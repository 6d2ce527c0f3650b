import { jsonObject, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { Templates } from './templates.ts'

interface PreviewShape {
  text: string | null
  error: string | null
}

const TemplatePreview = builder.objectRef<PreviewShape>('TemplatePreview').implement({
  description: 'What a template becomes.',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: true, description: 'What it becomes; null where it can’t be rendered.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why it can’t be rendered, with its line; null where it can.' }),
  }),
})

builder.queryField('templatePreview', (t) =>
  t.field({
    type: TemplatePreview,
    nullable: true,
    description: 'Renders a template as those of agents are, for who writes one. Errors: UNAVAILABLE where no sandbox can run Jinja2.',
    authScopes: { can: 'agents.create' },
    args: {
      template: t.arg.string({ required: true, validate: text(0, 200_000), description: 'A Jinja2 template.' }),
      input: t.arg({ type: 'JSON', required: true, validate: jsonObject, description: 'What it is rendered with: the input of a chat.' }),
    },
    async resolve(_, { template, input }, context) {
      const variables = input as Record<string, unknown>
      const [rendering] = await new Templates(context.graph, context).render([{ name: 'the preview', source: template, variables }])
      return 'text' in rendering! ? { text: rendering.text, error: null } : { text: null, error: rendering!.fault }
    },
  }),
)
