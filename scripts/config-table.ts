// Writes docs/configuration.md from the variables' own descriptions:  npm run docs
import { writeFile } from 'node:fs/promises'
import { describeConfig } from '../schema/config.ts'
import { UNREAD_VARIABLES } from '../schema/unread-variables.ts'

/** The page's text. */
export function configurationPage(): string {
  const rows = describeConfig().map(
    ({ name, fallback, description, isSecret }) =>
      `| \`${name}\`${isSecret ? ` or \`${name}_FILE\`` : ''} | ${fallback && `\`${fallback}\``} | ${description} |`,
  )
  return [
    '# Configuration',
    '',
    'Environment variables, and `.env` in the working folder beneath them. Names are case-insensitive; an empty value counts as unset.',
    'A secret may also be the text of a file: `SECRET_KEY_FILE=/run/secrets/secret_key`. One line break at the end of the file is not part of it.',
    'This page is written by `npm run docs` from `schema/config.ts`.',
    '',
    '| variable | default | meaning |',
    '|---|---|---|',
    ...rows,
    '',
    '## Without meaning here',
    '',
    'Other servers of this API family read these. Where one is set, the log says so at the start.',
    '',
    '| variable | why it means nothing |',
    '|---|---|',
    ...Object.entries(UNREAD_VARIABLES).map(([name, reason]) => `| \`${name}\` | ${reason} |`),
    '',
  ].join('\n')
}

if (import.meta.main) {
  await writeFile(new URL('../docs/configuration.md', import.meta.url), configurationPage())
  console.log('written: docs/configuration.md')
}
