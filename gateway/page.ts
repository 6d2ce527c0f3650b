import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { PERMISSIONS_POLICY } from './security-headers.ts'

/** What a page does beyond running our files and asking our API. */
export interface PageNeeds {
  /** Its library writes HTML from text. */
  markup?: boolean
  /** Writes `<style>` elements and `style` attributes by itself. */
  styles?: boolean
  /** Starts workers from our files. */
  workers?: boolean
  /** Has fonts in its styles, as `data:` URLs. */
  fonts?: boolean
  /** Shows images that it made or was given, as `blob:` URLs. */
  blobs?: boolean
}

/**
 * Sends a page. Only elements of it with the nonce run, and what these load: not any address of ours, as what stands at `/webhooks/` is written by users.
 * @param html in which `{nonce}` stands for the nonce, which is another one each time
 */
export function sendPage(reply: FastifyReply, html: string, needs: PageNeeds = {}): FastifyReply {
  const nonce = randomBytes(18).toString('base64')
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy(nonce, needs),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': PERMISSIONS_POLICY,
    })
    .send(html.replaceAll('{nonce}', nonce))
}

function policy(nonce: string, { markup, styles, workers, fonts, blobs }: PageNeeds): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${styles ? "'self' 'unsafe-inline'" : `'nonce-${nonce}'`}`,
    blobs ? 'img-src data: blob:' : 'img-src data:',
    "connect-src 'self'",
    ...(fonts ? ['font-src data:'] : []),
    ...(workers ? ["worker-src 'self'"] : []),
    ...(markup ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
