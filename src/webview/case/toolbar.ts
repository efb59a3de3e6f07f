import { html, type TemplateResult } from 'lit';

export type ToolbarActions = {
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly copyDiagram: () => void;
  readonly copySvg: () => void;
  readonly copyPng: () => void;
};

export const zoomStep = 1.25;

export function renderToolbar({ zoom, fit, copyDiagram, copySvg, copyPng }: ToolbarActions): TemplateResult {
  return html`<div class="toolbar" role="toolbar" aria-label="Attack flow">
    ${renderButton('zoom-in', 'Zoom in (+)', () => zoom(zoomStep))}
    ${renderButton('zoom-out', 'Zoom out (-)', () => zoom(1 / zoomStep))}
    ${renderButton('screen-full', 'Fit to the panel (0)', fit)}
    ${renderButton('device-camera', 'Copy as PNG', copyPng)}
    ${renderButton('file-code', 'Copy as SVG', copySvg)}
    ${renderButton('copy', 'Copy as Mermaid', copyDiagram)}
  </div>`;
}

function renderButton(icon: string, label: string, act: () => void): TemplateResult {
  return html`<vscode-button appearance="icon" title=${label} aria-label=${label} @click=${act}>
    <span class="codicon codicon-${icon}"></span>
  </vscode-button>`;
}
