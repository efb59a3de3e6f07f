/** What VS Code knows the case panels by; in a file of its own because activation needs it and nothing else of them. */
export const casePanelType = 'runtimeThreats.case';
