/**
 * Renders, and keeps the focus: where the element that had it was moved, or is gone, to the expander of the same action, else to the nearest part
 * of the page that is still there. Whoever works by keyboard would otherwise begin again at the top.
 */
export function keepingFocus(render: () => void): void {
  const held = document.activeElement;
  const action = held?.closest('[data-action]')?.getAttribute('data-action');
  const parts = ancestorsOf(held);
  render();
  if (held === null || held === document.body || document.activeElement === held) return;
  const row = [...document.querySelectorAll('[data-action]')].find((one) => one.getAttribute('data-action') === action);
  const stays = held instanceof HTMLElement && held.isConnected ? held : undefined;
  const next = stays ?? row?.querySelector<HTMLElement>('.expander') ?? parts.find((part) => part.isConnected);
  next?.focus();
}

/** Parts that take the focus by script only: sections, then the whole. */
function ancestorsOf(element: Element | null): readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let at = element?.parentElement; at; at = at.parentElement) if (at.tabIndex === -1 && at.hasAttribute('tabindex')) parts.push(at);
  return parts;
}
