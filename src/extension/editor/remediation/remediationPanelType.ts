/** Names the checklist's panels, also to the activation event that brings them back after a reload. */
export const remediationPanelType = 'runtimeThreats.remediation';
