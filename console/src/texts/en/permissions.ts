export const permissions = {
  missing: 'You lack the permission',
  ask: (permission: string) => `An administrator can give one of your groups the permission ${permission}.`,
}
