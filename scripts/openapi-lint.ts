// Fails where Redocly or Spectral find something in a committed OpenAPI document.  npm run check -- openapi
import { readFile } from 'node:fs/promises'
import { findingsIn } from './openapi-findings.ts'

for (const name of ['management', 'runtime']) {
  const findings = await findingsIn(await readFile(new URL(`../sdks/openapi/${name}.json`, import.meta.url), 'utf8'))
  for (const finding of findings) console.error(`sdks/openapi/${name}.json: ${finding}`)
  if (findings.length > 0) process.exitCode = 1
}
