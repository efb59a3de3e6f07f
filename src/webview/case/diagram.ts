import type { Size } from './arrangement.ts';
import { type Drawing, drawFlow } from './drawing.ts';
import { walk } from './keys.ts';
import { margin, PanZoom, shift } from './panZoom.ts';
import type { Viewport } from './screen.ts';
import type { Flow } from './step.ts';

export type DiagramEvents = {
  readonly select: (step: string) => void;
  readonly moved: (viewport: Viewport) => void;
  readonly failed: (reason: string) => void;
};

/** In a narrow panel the timeline stands below (case.css), and the canvas is as high as its drawing is at the panel's width. */
const stacked = window.matchMedia('(width < 1000px)');
const tallest = 4000;

/** The canvas: one drawing at a time, with one node selected. */
export class Diagram {
  readonly element = document.createElement('div');
  readonly #stage = document.createElement('div');
  readonly #events: DiagramEvents;
  readonly #panZoom: PanZoom;
  #drawing: Drawing | undefined;
  #flow: Flow | undefined;
  #arrangedFor: Size = { width: 0, height: 0 };

  constructor(events: DiagramEvents) {
    this.#events = events;
    this.element.className = 'canvas';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'region');
    this.element.setAttribute('aria-label', 'Attack flow: arrows pan, plus and minus zoom, Tab goes to the steps');
    this.#stage.className = 'stage';
    this.element.append(this.#stage);
    this.#panZoom = new PanZoom(this.element, events.moved);
    this.#stage.addEventListener('keydown', walk('g.node[data-step]'));
    this.#stage.addEventListener('click', (event) => this.#choose(event));
    this.#stage.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') this.#choose(event);
    });
    this.#stage.addEventListener('focusin', (event) => {
      if (event.target instanceof SVGGElement) this.#panZoom.reveal(event.target);
    });
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  /** What is drawn now; undefined where nothing is. */
  get svg(): SVGSVGElement | undefined {
    return this.#drawing?.svg;
  }

  zoom(factor: number): void {
    this.#panZoom.zoom(factor);
  }

  fit(): void {
    this.#panZoom.fit();
  }

  /** Draws the flow unless it stands there already. A drawing that another one has overtaken is thrown away. */
  async show(flow: Flow, selected: string | undefined, kept: Viewport | undefined): Promise<void> {
    if (this.#flow?.mermaid === flow.mermaid) {
      this.select(selected);
      return;
    }
    this.#flow = flow;
    try {
      const drawing = await drawFlow(flow);
      if (this.#flow !== flow) return;
      this.#drawing = drawing;
      this.#stage.replaceChildren(drawing.svg);
      this.#arrange(kept);
      this.select(selected);
    } catch (error) {
      if (this.#flow !== flow) return;
      // Nothing stands there now: neither an older drawing nor a reason not to try the same text again.
      this.#flow = undefined;
      this.#drawing = undefined;
      this.#stage.replaceChildren();
      this.#events.failed(String(error).slice(0, 500));
    }
  }

  /** @param step the id of a drawn node */
  select(step: string | undefined): void {
    if (this.#drawing === undefined) return;
    const chosen = step === undefined ? undefined : this.#drawing.nodes.get(step);
    const [first] = this.#drawing.nodes.values();
    for (const node of this.#drawing.nodes.values()) {
      node.classList.toggle('selected', node === chosen);
      node.setAttribute('aria-pressed', String(node === chosen));
      node.setAttribute('tabindex', node === (chosen ?? first) ? '0' : '-1');
    }
    if (chosen !== undefined) this.#panZoom.reveal(chosen);
  }

  /** The page itself scrolls in a narrow panel: so far that the node is seen, which moving the drawing in its canvas can not do. */
  bringIntoPage(step: string): void {
    const box = this.#drawing?.nodes.get(step)?.getBoundingClientRect();
    if (box === undefined || !stacked.matches) return;
    window.scrollBy(0, -shift(box.top, box.bottom, margin, window.innerHeight - margin));
  }

  /** Where it stood before is of use only in a canvas of that very width, in which it is arranged as it was. */
  #arrange(kept?: Viewport): void {
    if (this.#drawing === undefined) return;
    this.#arrangedFor = this.#room();
    const { size } = this.#drawing.arrange({
      width: this.#arrangedFor.width - 2 * margin,
      height: this.#arrangedFor.height - 2 * margin,
    });
    this.#panZoom.hold(this.#stage, size, this.#arrangedFor, kept?.canvas === this.#arrangedFor.width ? kept : undefined);
    this.element.style.height = stacked.matches ? `${this.#panZoom.height}px` : '';
  }

  #room(): Size {
    const { width, height } = this.element.getBoundingClientRect();
    return { width, height: stacked.matches ? tallest : height };
  }

  /** A little more or less room is no reason to move what somebody is looking at. */
  #resized(): void {
    const { width, height } = this.#room();
    const before = this.#arrangedFor;
    if (width === 0 || this.#drawing === undefined) return;
    if (Math.abs(width - before.width) > 24 || Math.abs(height - before.height) > 80) this.#arrange();
  }

  #choose(event: Event): void {
    const step = event.target instanceof Element ? event.target.closest<SVGGElement>('g.node[data-step]')?.dataset['step'] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    this.#events.select(step);
  }
}
