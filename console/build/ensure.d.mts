export function ensureConsole(node: string): void
