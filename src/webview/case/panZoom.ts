import { fitting, readable, type Size } from './arrangement.ts';
import type { Viewport } from './screen.ts';
import { zoomStep } from './toolbar.ts';

const least = 0.2;
const most = 4;
/** Between the drawing and the border of the canvas, in CSS pixels. */
export const margin = 12;
const panStep = 60;
/** A press that moves less than this, in CSS pixels, is a click. */
const slop = 4;

type Position = Omit<Viewport, 'canvas'>;

/** Moves one drawing inside its canvas by pointer, wheel and keyboard. `changed` is called after each move of the user. */
export class PanZoom {
  readonly #canvas: HTMLElement;
  readonly #changed: (viewport: Viewport) => void;
  #drawing: (HTMLElement & { readonly size: Size }) | undefined;
  #room: Size = { width: 0, height: 0 };
  #at: Position = { x: margin, y: margin, zoom: 1 };
  #dragged = false;

  constructor(canvas: HTMLElement, changed: (viewport: Viewport) => void) {
    this.#canvas = canvas;
    this.#changed = changed;
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.#drag(event));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    // The node under the pointer moves along, so the end of a drag would count as a click on it.
    canvas.addEventListener('click', (event) => this.#dragged && event.stopPropagation(), { capture: true });
  }

  /** @param size of the drawing in CSS pixels at zoom 1 @param room that the canvas has or may take @param kept where it stood before a reload */
  hold(drawing: HTMLElement, size: Size, room: Size, kept: Viewport | undefined): void {
    this.#drawing = Object.assign(drawing, { size });
    this.#room = room;
    this.#move(kept ?? this.#fitted(false), false);
  }

  /** As much of the room as the drawing needs where it can be read. */
  get height(): number {
    const { height } = this.#drawing?.size ?? this.#room;
    return Math.min(this.#room.height, height * this.#fitted(false).zoom + 2 * margin);
  }

  fit(): void {
    this.#move(this.#fitted(true));
  }

  zoom(factor: number, around?: { x: number; y: number }): void {
    const { x, y, zoom } = this.#at;
    const { width, height } = this.#canvas.getBoundingClientRect();
    const centre = around ?? { x: width / 2, y: height / 2 };
    const next = Math.min(most, Math.max(least, zoom * factor));
    const scale = next / zoom;
    this.#move({ x: centre.x - (centre.x - x) * scale, y: centre.y - (centre.y - y) * scale, zoom: next });
  }

  /** Shifts just so far that the element is inside the canvas. */
  reveal(element: Element): void {
    const inner = element.getBoundingClientRect();
    const outer = this.#canvas.getBoundingClientRect();
    const x = shift(inner.left, inner.right, outer.left + margin, outer.right - margin);
    const y = shift(inner.top, inner.bottom, outer.top + margin, outer.bottom - margin);
    if (x !== 0 || y !== 0) this.#move({ ...this.#at, x: this.#at.x + x, y: this.#at.y + y });
  }

  /** @param whole that all of it is to be seen; else a large flow starts as wide as the canvas, where the attack begins, rather than tiny */
  #fitted(whole: boolean): Position {
    const { width, height } = this.#room;
    const size = this.#drawing?.size ?? this.#room;
    const room = { width: width - 2 * margin, height: height - 2 * margin };
    const all = fitting(size, room);
    const zoom = whole || all >= readable ? Math.max(all, least) : fitting(size, { ...room, height: Number.POSITIVE_INFINITY });
    return { x: Math.max(margin, (width - size.width * zoom) / 2), y: margin, zoom };
  }

  #move(to: Position, byUser = true): void {
    this.#at = to;
    if (this.#drawing) this.#drawing.style.transform = `translate(${to.x}px, ${to.y}px) scale(${to.zoom})`;
    if (byUser) this.#changed({ ...to, canvas: this.#room.width });
  }

  /** Where the whole is seen there is nothing to scroll to in here, and the wheel is the page's. */
  #wheel(event: WheelEvent): void {
    const zooms = event.ctrlKey || event.metaKey;
    if (!zooms && this.#isWhole()) return;
    event.preventDefault();
    const { left, top } = this.#canvas.getBoundingClientRect();
    if (zooms) {
      this.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1, { x: event.clientX - left, y: event.clientY - top });
      return;
    }
    this.#move({ ...this.#at, x: this.#at.x - event.deltaX, y: this.#at.y - event.deltaY });
  }

  #isWhole(): boolean {
    const inner = this.#drawing?.firstElementChild?.getBoundingClientRect();
    const outer = this.#canvas.getBoundingClientRect();
    return (
      inner !== undefined &&
      inner.left >= outer.left &&
      inner.right <= outer.right &&
      inner.top >= outer.top &&
      inner.bottom <= outer.bottom
    );
  }

  #drag(start: PointerEvent): void {
    if (start.button !== 0) return;
    this.#dragged = false;
    const from = this.#at;
    const ending = new AbortController();
    const { signal } = ending;
    const move = (event: PointerEvent): void => {
      const x = event.clientX - start.clientX;
      const y = event.clientY - start.clientY;
      this.#dragged ||= Math.hypot(x, y) >= slop;
      if (this.#dragged) this.#move({ ...from, x: from.x + x, y: from.y + y });
    };
    window.addEventListener('pointermove', move, { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) window.addEventListener(end, () => ending.abort(), { signal });
  }

  #key(event: KeyboardEvent): void {
    const act = this.#keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  readonly #pan = (x: number, y: number) => (): void => this.#move({ ...this.#at, x: this.#at.x + x, y: this.#at.y + y });

  readonly #keys: Readonly<Record<string, () => void>> = {
    '+': () => this.zoom(zoomStep),
    '=': () => this.zoom(zoomStep),
    '-': () => this.zoom(1 / zoomStep),
    '0': () => this.fit(),
    ArrowLeft: this.#pan(panStep, 0),
    ArrowRight: this.#pan(-panStep, 0),
    ArrowUp: this.#pan(0, panStep),
    ArrowDown: this.#pan(0, -panStep),
  };
}

/** How far something is to be moved so that it lies within; 0 where it does. What is too large begins where the room does. */
export function shift(start: number, end: number, from: number, to: number): number {
  if (start < from) return from - start;
  return end > to ? Math.max(to - end, from - start) : 0;
}
