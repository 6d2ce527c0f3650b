// One small world, in which the examples of the OpenAPI documents are at home: a shop whose assistant quotes prices. The requests that create it come first;
// a caller who sends them all, and then the others, is answered as the documents say. `gateway/examples.test.ts` does.

const id = (last: string) => `7d0c1c7e-5a39-4c1b-9b0e-0000000000${last}`

/** Ids are given by the platform: these stand for those that it gave. */
export const IDS = {
  user: id('01'),
  colleague: id('02'),
  group: id('03'),
  api_key: id('04'),
  session: id('05'),
  provider: id('06'),
  agent: id('07'),
  budget: id('08'),
  chat: id('09'),
  turn: id('0a'),
  function: id('0b'),
  execution: id('0c'),
  job: id('0d'),
  package: id('0e'),
  webhook: id('0f'),
  delivery: id('10'),
  state: id('11'),
  role: id('12'),
  role_member: id('13'),
} as const

const PYTHON = 'def handler(input, context):\n    return {"total": input["quantity"] * 12.5}\n'
const QUOTE = { namespace: 'shop', name: 'quote' }
const ORDER = { type: 'object', properties: { quantity: { type: 'integer', minimum: 1 } }, required: ['quantity'] }
const PRICE = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }
const RIGHT = 'sinas.functions/shop/quote.execute:all'
const STATE = { value: { open: true }, description: 'Whether the shop is open.', tags: ['hours'] }
const CART = { value: { items: 2 } }

/** Path parameters, and query parameters that are required, by the heading of their operation. */
export const PARAMETERS: Readonly<Record<string, Record<string, unknown>>> = {
  Agents: { id: IDS.agent, namespace: 'shop', name: 'assistant' },
  Chats: { id: IDS.chat, namespace: 'shop', name: 'assistant', channel_id: IDS.turn, tool_call_id: 'call_1' },
  Skills: { namespace: 'shop', name: 'refunds' },
  'LLM providers': { provider: 'shop-models' },
  Budgets: { id: IDS.budget },
  Functions: { id: IDS.function, ...QUOTE },
  Executions: { id: IDS.execution },
  Jobs: { id: IDS.execution },
  Packages: { id: IDS.package, package_name: 'humanize' },
  Webhooks: { webhook: 'orders', id: IDS.delivery },
  Schedules: { schedule: 'morning-quote' },
  States: { id: IDS.state, namespace: 'shop', key: 'hours', name: 'carts' },
  'MCP servers': { server: 'calculator', tool: 'double', name: 'explain', uri: 'docs://units', state: 'b1f9' },
  'MCP tools': { tool: 'double' },
  Auth: { id: IDS.api_key },
  Users: { id: IDS.colleague },
  Groups: { group: 'support', user_id: IDS.colleague, permission_key: RIGHT },
  Queue: { id: IDS.job },
  Containers: { user_id: IDS.user },
  Roles: { role: 'billing', user_id: IDS.colleague, permission_key: RIGHT },
}

/** Parameters of one operation that differ from those of its heading. */
export const OWN_PARAMETERS: Readonly<Record<string, Record<string, unknown>>> = {
  CreateStoreState: { name: 'carts' },
  StoreState: { key: 'ada' },
  UpdateStoreState: { key: 'ada' },
  DeleteStoreState: { key: 'ada' },
}

const UPDATED_AGENT = { description: 'Answers questions about orders and prices.', temperature: 0.2 }

/** Bodies, by operation. */
export const BODIES: Readonly<Record<string, unknown>> = {
  Login: { email: 'ada@example.com' },
  VerifyOtp: { session_id: IDS.session, otp_code: '123456' },
  ExternalAuth: { token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl' },
  RefreshAccessToken: { refresh_token: 'a-refresh-token' },
  Logout: { refresh_token: 'a-refresh-token' },
  CheckPermissions: { permissions: ['sinas.functions.read:own', RIGHT], logic: 'AND' },
  CreateApiKey: { name: 'till', permissions: { [RIGHT]: true }, expires_at: '2100-01-01T00:00:00Z' },
  CreateUser: { email: 'grace@example.com' },
  UpdateUser: { is_active: true },
  CreateGroup: { name: 'support', description: 'Those who answer customers.' },
  UpdateGroup: { description: 'Those who answer customers by mail.' },
  AddGroupMember: { user_id: IDS.colleague, role: 'member' },
  SetGroupPermission: { permission_key: RIGHT, permission_value: true },
  CreateRole: { name: 'billing', description: 'Those who send invoices.' },
  UpdateRole: { description: 'Those who send invoices and reminders.' },
  AddRoleMember: { user_id: IDS.colleague },
  SetRolePermission: { permission_key: RIGHT, permission_value: true },
  CreateLlmProvider: { name: 'shop-models', provider_type: 'openai', api_key: 'sk-example', default_model: 'gpt-5-mini' },
  UpdateLlmProvider: { default_model: 'gpt-5' },
  CreateSkill: {
    ...{ namespace: 'shop', name: 'refunds', description: 'How refunds are made.' },
    content: '# Refunds\n\nWithin 30 days, to the card that paid.\n',
  },
  UpdateSkill: { content: '# Refunds\n\nWithin 60 days, to the card that paid.\n' },
  CreateFunction: { ...QUOTE, description: 'The price of an order.', code: PYTHON, input_schema: ORDER, output_schema: PRICE },
  UpdateFunction: { description: 'The price of an order, without tax.', timeout: 10 },
  RollbackFunction: { version: 1 },
  ExecuteFunction: { input: { quantity: 3 } },
  ExecuteFunctionAsync: { input: { quantity: 3 } },
  ContinueExecution: { input: { confirmed: true } },
  CreateAgent: {
    ...{ namespace: 'shop', name: 'assistant', description: 'Answers questions about orders.' },
    system_prompt: 'You help the customers of a small shop. Quote prices by your tool.',
    enabled_functions: ['shop/quote'],
    enabled_skills: [{ skill: 'shop/refunds', preload: true }],
    is_default: true,
  },
  UpdateAgent: UPDATED_AGENT,
  UpdateAgentById: UPDATED_AGENT,
  CreateBudget: { agent_id: IDS.agent, period: 'day', max_tokens: 100_000 },
  UpdateBudget: { max_tokens: 200_000 },
  CreateChat: { title: 'Three of them' },
  UpdateChat: { title: 'The price of three' },
  InvokeAgent: { message: 'What do three cost?', session_key: 'till-1' },
  SendMessage: { content: 'What do three cost?' },
  SendAndStream: { content: 'What do three cost?' },
  ApproveTool: { approved: true },
  CreateWebhook: {
    path: 'orders',
    function_namespace: 'shop',
    function_name: 'quote',
    description: 'Orders come in here.',
    requires_auth: false,
  },
  UpdateWebhook: { description: 'Orders of the web shop come in here.', rate_limit: { requests: 100, seconds: 60 } },
  CreateSchedule: {
    ...{ name: 'morning-quote', function_namespace: 'shop', function_name: 'quote', input_data: { quantity: 1 } },
    ...{ cron_expression: '0 9 * * MON-FRI', timezone: 'Europe/Amsterdam' },
  },
  UpdateSchedule: { cron_expression: '30 9 * * MON-FRI' },
  CreateState: { namespace: 'shop', key: 'hours', ...STATE },
  UpdateState: { value: { open: false } },
  UpdateStateById: { value: { open: false } },
  CreateStoreState: { key: 'ada', ...CART },
  UpdateStoreState: { value: { items: 3 } },
  CreateMcpServer: { name: 'calculator', url: 'https://mcp.example.com/mcp', description: 'Does sums.' },
  UpdateMcpServer: { description: 'Does sums, and doubles.' },
  ExecuteMcpTool: { arguments: { n: 21 } },
  ExecuteMcpServerTool: { arguments: { n: 21 } },
  McpPrompt: { arguments: { topic: 'sums' } },
  InstallPackage: { package_name: 'humanize', version: '4.12.3' },
  ScaleSandboxPool: { target: 2 },
  ScaleWorkers: { target_count: 2 },
}

const TIME = '2026-11-30T09:00:00.000Z'

/** What answers say, by the field's name in REST; `Type.name` where types differ. */
export const FIELDS: Readonly<Record<string, unknown>> = {
  email: 'ada@example.com',
  user_email: 'ada@example.com',
  namespace: 'shop',
  agent_namespace: 'shop',
  agent_name: 'assistant',
  function_namespace: 'shop',
  function_name: 'quote',
  target_namespace: 'shop',
  target_name: 'quote',
  'Agent.name': 'assistant',
  'Agent.id': IDS.agent,
  'Agent.description': 'Answers questions about orders.',
  'Function.name': 'quote',
  'Function.id': IDS.function,
  'Function.description': 'The price of an order.',
  'Function.code': PYTHON,
  'Function.input_schema': ORDER,
  'Function.output_schema': PRICE,
  'Skill.name': 'refunds',
  'Group.name': 'support',
  'Group.id': IDS.group,
  'User.id': IDS.user,
  'Chat.id': IDS.chat,
  'Chat.title': 'Three of them',
  'Message.content': 'Three cost 37.50.',
  'Message.role': 'assistant',
  'Execution.id': IDS.execution,
  'Execution.input_data': { quantity: 3 },
  'Execution.output_data': { total: 37.5 },
  'Webhook.path': 'orders',
  'Webhook.id': IDS.webhook,
  'Schedule.name': 'morning-quote',
  'State.key': 'hours',
  'State.value': { open: true },
  'LlmProvider.name': 'shop-models',
  'McpServer.name': 'calculator',
  'ApiKey.name': 'till',
  'ApiKey.id': IDS.api_key,
  'Package.package_name': 'humanize',
  cron_expression: '0 9 * * MON-FRI',
  timezone: 'Europe/Amsterdam',
  permission_key: RIGHT,
  execution_id: IDS.execution,
  user_id: IDS.user,
  chat_id: IDS.chat,
  agent_id: IDS.agent,
  group_id: IDS.group,
  webhook_id: IDS.webhook,
  created_at: TIME,
  updated_at: TIME,
  reply: 'Three cost 37.50.',
  session_key: 'till-1',
}
