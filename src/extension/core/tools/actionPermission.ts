/** What kind of right an action needs, and the permission's name (contract §2.5). */
export type ActionPermission = { readonly of: 'containment' | 'dataGathering'; readonly permission: string };

// The catalogue does not say it; these are the types whose category is data gathering (contract §4). All else contains.
const dataGathering: ReadonlySet<string> = new Set([
  'CAPTURE',
  'CLOUD_VOLUME_SNAPSHOT',
  'FETCH_CLOUD_LOGS',
  'FILE_ACQUIRE',
  'GET_LOGS',
  'KUBERNETES_VOLUME_SNAPSHOT',
]);

/** The permission that submitting an action of this type, or undoing one, needs. */
export function actionPermission(type: string): ActionPermission {
  return dataGathering.has(type) ? actionPermissions.dataGathering : actionPermissions.containment;
}

export const actionPermissions = {
  containment: { of: 'containment', permission: 'containment-response-actions.exec' },
  dataGathering: { of: 'dataGathering', permission: 'data-gathering-response-actions.exec' },
} as const satisfies Readonly<Record<ActionPermission['of'], ActionPermission>>;
