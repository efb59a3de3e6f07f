import { html, nothing, type TemplateResult } from 'lit';

export type Button = {
  readonly label: string;
  readonly act: () => void;
  readonly primary?: boolean;
  /** why it does nothing now; absent where it works */
  readonly off?: string | undefined;
  readonly title?: string;
};

/**
 * A button that is off keeps its place and the focus: that it is off is said, and so is why. The toolkit's button would keep both from a screen
 * reader, since what its host is told does not reach the button within.
 */
export function renderButton({ label, act, primary = false, off, title }: Button): TemplateResult {
  return html`<button
    class="button ${primary ? 'primary' : 'secondary'}"
    type="button"
    title=${off ?? title ?? nothing}
    aria-disabled=${off === undefined ? nothing : 'true'}
    @click=${() => {
      if (off === undefined) act();
    }}
  >${label}</button>`;
}

export function renderIcon(name: string, kind = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${kind}" aria-hidden="true"></span>`;
}
