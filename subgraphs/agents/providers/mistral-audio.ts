const RECORDING = /\{"type":"image_url","image_url":"data:audio\/\w+;base64,([^"]*)"\}/g

/**
 * Sends recordings to Mistral. The SDK's part for it knows images and documents alone: a recording passes through it as an image whose URL says
 * that it is sound, and leaves here as https://docs.mistral.ai/capabilities/audio wants it.
 */
export const fetchWithAudio: typeof fetch = (url, options) => {
  const body = options?.body
  if (typeof body !== 'string' || !body.includes('"data:audio/')) return fetch(url, options)
  return fetch(url, { ...options, body: body.replace(RECORDING, '{"type":"input_audio","input_audio":"$1"}') })
}
