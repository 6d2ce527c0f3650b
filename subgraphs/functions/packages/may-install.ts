import type { Context } from '../../../schema/context.ts'

/** May the caller install packages for their own functions? `packages.create` is what groups are granted; older grants say `install`. */
export const mayInstall = (context: Context) => context.reach('packages.create') !== null || context.reach('packages.install') !== null

/** For all users, or for the functions of another user. */
export const mayInstallForOthers = (context: Context) => context.reach('packages.install') === 'all'
