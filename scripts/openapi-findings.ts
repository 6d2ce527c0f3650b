import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectralCore from '@stoplight/spectral-core'
import spectralParsers from '@stoplight/spectral-parsers'
import spectralRulesets from '@stoplight/spectral-rulesets'

/** @returns what the strictest rules of Redocly, and those of Spectral, find in an OpenAPI document: a line each */
export async function findingsIn(source: string): Promise<string[]> {
  return [...(await redocly(source)), ...(await spectral(source))]
}

async function redocly(source: string): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    // Redocly follows no reference out of an extension, and `x-itemSchema` is one. Spectral asks the same, and does follow them.
    rules: { 'no-unused-components': 'off' },
  })
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config })
  return problems.map(({ ruleId, message, location: [at] }) => `redocly: ${ruleId} at ${at?.pointer}: ${message}`)
}

async function spectral(source: string): Promise<string[]> {
  const spectral = new spectralCore.Spectral()
  spectral.setRuleset({ extends: [spectralRulesets.oas as never] })
  const problems = await spectral.run(new spectralCore.Document(source, spectralParsers.Json))
  return problems.map(({ code, message, path: at }) => `spectral: ${code} at ${at.join('/')}: ${message}`)
}
