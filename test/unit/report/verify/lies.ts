import type { Case, Step } from '../../../../src/extension/core/model/case.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { markdownPhrase } from '../../../../src/extension/core/report/markdown.ts';
import { type CaseUnit, unitsOf } from '../../../../src/extension/core/report/verify/caseText.ts';

/**
 * A case with one false claim in it. `isOutside`: nothing in the answers that the claim cites holds it, so that the evidence alone must show the
 * lie; else it could be true by accident, or names nothing that an answer would hold.
 */
export type Lie = {
  readonly kind: string;
  readonly markdown: string;
  readonly line: number;
  readonly isOutside: boolean;
  readonly said: string;
};

type Random = () => number;

/** Mulberry32: the same numbers from the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param most of a kind */
export function liesAbout(of: Case, random: Random, most: number): readonly Lie[] {
  const told = new Teller(of, random);
  const kinds = [
    told.otherAddresses(),
    told.otherTimes(),
    told.otherCounts(),
    told.otherCitations(),
    told.unknownCitations(),
    told.noCitations(),
    told.otherSubjects(),
    told.drawings(),
    told.otherOrders(),
    told.repeats(),
    told.commonThings(),
    told.joinedSubjects(),
  ];
  return kinds.flatMap((lies) => shuffled(lies, random).slice(0, most));
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** All false claims about one case; what an answer holds is looked up in its plain text, without the verifier. */
class Teller {
  readonly #lines: readonly string[];
  readonly #units: readonly CaseUnit[];
  readonly #steps: readonly Step[];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #random: Random;

  constructor(of: Case, random: Random) {
    const markdown = renderCase(of);
    this.#lines = markdown.split('\n');
    this.#units = unitsOf(markdown).filter(({ cites, words }) => cites.length > 0 && !/skipped/i.test(words));
    this.#steps = [...of.chain.steps].sort((a, b) => a.at - b.at);
    this.#texts = new Map(
      of.evidence.map(({ id, raw, source }) => [String(id), `${raw} ${JSON.stringify(source)}`.replaceAll('\\"', '"')]),
    );
    this.#random = random;
  }

  otherAddresses(): readonly Lie[] {
    const shown = /\d{1,3}(?:\[\.\]\d{1,3}){3}/g;
    const known = this.#everywhere(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g).map((address) => address.replaceAll('.', '[.]'));
    return this.#replacing('wrong address', shown, known, (address) => address.replaceAll('[.]', '.'));
  }

  otherTimes(): readonly Lie[] {
    const shown = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g;
    const known = [...new Set(this.#lines.flatMap((line) => line.match(shown) ?? []))];
    return this.#replacing('wrong time', shown, known, (time) => String(Date.parse(time) / 1000));
  }

  /** What stands in a unit for another of its kind, where the answers that it cites do not hold the other one. */
  #replacing(kind: string, shown: RegExp, known: readonly string[], inAnswers: (value: string) => string): readonly Lie[] {
    return this.#units.flatMap((unit) =>
      [...this.#text(unit).matchAll(shown)].flatMap((found) => {
        const others = known.filter(
          (one) => one !== found[0] && !this.#isIn(unit.cites, inAnswers(one)) && !this.#isIn(unit.cites, iso(one)),
        );
        const other = this.#pick(others);
        return other === undefined ? [] : [this.#changed(kind, unit, found.index, found[0], other, true)];
      }),
    );
  }

  otherCounts(): readonly Lie[] {
    return this.#sentences().flatMap((unit) =>
      [
        ...this.#text(unit).matchAll(
          /(?<=(?:^|[ (])(?:and |other |holds )?)(\d{1,3})(?= (?:more |linked )?(?:events?|calls?|controls?|critical|high|hits?|links|tactics|trust|times?)\b)/g,
        ),
      ].map((found) =>
        this.#changed('wrong count', unit, found.index, found[0], String(Number(found[0]) + 1 + Math.floor(this.#random() * 5)), true),
      ),
    );
  }

  /** A citation for another one of the case. The evidence can show it where what was cited alone holds something that the unit names. */
  otherCitations(): readonly Lie[] {
    return this.#units.flatMap((unit) => {
      const id = this.#pick(unit.cites);
      const other = this.#pick([...this.#texts.keys()].filter((one) => !unit.cites.some((cited) => cited === one)));
      const at = this.#text(unit).indexOf(`[${id}]`);
      if (id === undefined || other === undefined || at < 0) return [];
      const rest = [...unit.cites.filter((one) => one !== id), other];
      const isOutside = !/^\*\*/.test(unit.words) && namesIn(unit.words).some((name) => this.#isIn([id], name) && !this.#isIn(rest, name));
      return [this.#changed('citation to other evidence', unit, at, `[${id}]`, `[${other}]`, isOutside)];
    });
  }

  unknownCitations(): readonly Lie[] {
    return this.#units.flatMap((unit) => {
      const id = this.#pick(unit.cites);
      const at = this.#text(unit).indexOf(`[${id}]`);
      return at < 0 ? [] : [this.#changed('citation that does not exist', unit, at, `[${id}]`, `[E${this.#texts.size + 7}]`, true)];
    });
  }

  noCitations(): readonly Lie[] {
    return this.#units.flatMap((unit) => {
      const run = / ?(?:\[E\d+\])+/.exec(this.#text(unit));
      const says = unit.kind === 'sentence' ? !unit.words.endsWith(':') : /^S\d/.test(unit.words);
      return run === null || unit.kind === 'block' ? [] : [this.#changed('citation removed', unit, run.index, run[0], '', says)];
    });
  }

  /** Who did it is somebody else of the same case. */
  otherSubjects(): readonly Lie[] {
    return this.#units.flatMap((unit) => {
      const [span, name] =
        /`([^`]+)`(?= (?:started|wrote|called|connected|read|ran|opened|took|asked|signed|changed)\b)/.exec(unit.words) ?? [];
      const at = span === undefined ? -1 : this.#text(unit).indexOf(span);
      const other = this.#pick(this.#subjects().filter((one) => one !== name && !this.#isIn(unit.cites, asAnswered(one))));
      return span === undefined || at < 0 || other === undefined
        ? []
        : [this.#changed('other subject', unit, at, span, `\`${other}\``, true)];
    });
  }

  /** A drawing cites nothing, so the seal alone speaks for it. */
  drawings(): readonly Lie[] {
    return this.#lines.flatMap((text, line) => {
      const node = /^\s+S\d+\["(\d\d:\d\d)/.exec(text)?.[1];
      if (node === undefined) return [];
      return [{ kind: 'drawing', line, isOutside: false, ...this.#with(line, text.replace(node, '23:59')) }];
    });
  }

  otherOrders(): readonly Lie[] {
    return this.#pairs().flatMap(([first, second]) => {
      const [a, b] = [actionOf(first), actionOf(second)];
      const said = this.#pick([`${b} before ${a}`, `${a} after ${b}`, `${b}, then ${a}`, `After ${b}, ${a}`, `Before ${a}, ${b}`]) ?? '';
      return [this.#added('wrong order', `${said} ${citing(first, second)}.`)];
    });
  }

  repeats(): readonly Lie[] {
    return this.#steps
      .filter(({ times }) => times === 1)
      .flatMap((step) => {
        const often = this.#pick(['four times', '3 times', 'twice', '12 times']);
        return [this.#added('wrong repetition', `${actionOf(step)} ${often} ${citing(step)}.`)];
      });
  }

  commonThings(): readonly Lie[] {
    return this.#pairs().flatMap(([one, other]) =>
      things.flatMap(([thing, field]) => {
        const value = new RegExp(`"(?:${field})":"([^"]+)"`).exec(this.#texts.get(String(one.cites[0])) ?? '')?.[1];
        if (value === undefined || this.#isIn(other.cites, value)) return [];
        return [this.#added('wrong sameness', `Both were of the same ${thing} \`${value}\` ${citing(one, other)}.`)];
      }),
    );
  }

  /** A subject and an object of two events in one sentence, with both of their citations. */
  joinedSubjects(): readonly Lie[] {
    return this.#pairs().flatMap(([one, other]) => {
      const subject = /^`([^`]+)` /.exec(actionOf(other))?.[1];
      const object = /^`[^`]+` (.+)$/.exec(actionOf(one))?.[1];
      if (subject === undefined || object === undefined || this.#isIn(one.cites, asAnswered(subject))) return [];
      return namesIn(object).some((name) => this.#isIn(one.cites, name) && !this.#isIn(other.cites, name))
        ? [this.#added('joined subject and object', `\`${subject}\` ${object} ${citing(one, other)}.`)]
        : [];
    });
  }

  #sentences(): readonly CaseUnit[] {
    return this.#units.filter(({ kind }) => kind === 'sentence');
  }

  #subjects(): readonly string[] {
    return this.#steps.flatMap((step) => /^`([^`]+)` /.exec(actionOf(step))?.[1] ?? []);
  }

  /** Two steps at different times, the earlier one first, of single events. */
  #pairs(): readonly (readonly [Step, Step])[] {
    return this.#steps.flatMap((one, at) =>
      this.#steps.slice(at + 1).flatMap((other) => (other.at - one.at < 1000 ? [] : [[one, other] as const])),
    );
  }

  #everywhere(pattern: RegExp): readonly string[] {
    return [...new Set([...this.#texts.values()].flatMap((text) => text.match(pattern) ?? []))];
  }

  #isIn(cites: readonly string[], value: string): boolean {
    return cites.some((id) => this.#texts.get(id)?.toLowerCase().includes(value.toLowerCase()));
  }

  #text({ line, from, to }: CaseUnit): string {
    return this.#lines[line]?.slice(from, to) ?? '';
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  #changed(kind: string, unit: CaseUnit, at: number, was: string, is: string, isOutside: boolean): Lie {
    const text = this.#lines[unit.line] ?? '';
    const begin = unit.from + at;
    return { kind, line: unit.line, isOutside, ...this.#with(unit.line, `${text.slice(0, begin)}${is}${text.slice(begin + was.length)}`) };
  }

  #with(line: number, text: string) {
    return { said: text, markdown: this.#lines.with(line, text).join('\n') };
  }

  #added(kind: string, said: string): Lie {
    const line = this.#lines.indexOf('### Resource context') + 2;
    return { kind, line, isOutside: true, said, markdown: this.#lines.toSpliced(line, 0, `- ${said}`).join('\n') };
  }
}

/** What true sentences of the same form say: the order that the events had. */
export function truthsAbout(of: Case): readonly string[] {
  const steps = [...of.chain.steps].filter(({ times, cites }) => times === 1 && cites.length === 1).sort((a, b) => a.at - b.at);
  return steps.slice(1).flatMap((later, index) => {
    const first = steps[index];
    if (first === undefined || later.at - first.at < 1000) return [];
    return [
      `${actionOf(first)} before ${actionOf(later)} ${citing(first, later)}.`,
      `After ${actionOf(first)}, ${actionOf(later)} ${citing(first, later)}.`,
    ];
  });
}

const things = [
  ['account', 'aws.accountId|cloudProvider.account.id'],
  ['cluster', 'kubernetes.cluster.name'],
  ['host', 'host.hostName'],
  ['user', 'user.name|ct.user|ka.user.name'],
  ['address', 'fd.rip|ct.srcip|ka.sourceips|fd.cip'],
] as const;

function actionOf({ action }: Step): string {
  return markdownPhrase(action);
}

function citing(...steps: readonly Step[]): string {
  return [...new Set(steps.flatMap(({ cites }) => cites))].map((id) => `[${id}]`).join('');
}

/** Code spans of a unit as an answer has them. */
function namesIn(words: string): readonly string[] {
  return [...words.matchAll(/`([^`]+)`/g)].map(([, name = '']) => asAnswered(name));
}

function asAnswered(shown: string): string {
  return shown.replaceAll(/\[([.@])\]/g, '$1').replaceAll('hxxp', 'http');
}

function iso(time: string): string {
  return time.replace(' ', 'T').slice(0, 19);
}
