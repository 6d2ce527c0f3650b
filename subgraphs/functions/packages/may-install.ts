import type { Context } from '../../../schema/context.ts'

/** `packages.create` is what groups are granted; older grants say `install`. */
export const mayInstall = (context: Context) => context.reach('packages.create') !== null || context.reach('packages.install') !== null
