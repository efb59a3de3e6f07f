/**
 * Arrow keys, Home and End move the focus among the elements that the selector finds, in document order (the order of time).
 * The rest of the keyboard is left alone.
 */
export function walk(selector: string): (event: KeyboardEvent) => void {
  return (event) => {
    const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement | SVGElement>(selector)];
    const at = all.findIndex((one) => one.matches(':focus'));
    const next = at < 0 ? undefined : all[target(event.key, at, all.length)];
    if (next === undefined || next === all[at]) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
}

function target(key: string, at: number, length: number): number {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(at + 1, length - 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return at;
  }
}
