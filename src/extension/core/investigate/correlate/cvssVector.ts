/** What a CVSS vector of any version says that matters here: from where a flaw is reached, with what rights, and what it costs. */
export type CvssVector = {
  readonly reach: 'network' | 'local';
  /** whether somebody has to open or click something */
  readonly lured: boolean;
  /** whether the attacker has rights there already */
  readonly rights: boolean;
  /** confidentiality, integrity, availability: what is lost at all, and what is lost wholly */
  readonly loses: Readonly<Record<'secrets' | 'integrity' | 'service', 'none' | 'some' | 'all'>>;
};

/** Undefined for what is no vector, or lacks one of these metrics. Versions 2, 3.x and 4 (whose own system is VC, VI, VA). */
export function readVector(vector: string): CvssVector | undefined {
  const metrics = new Map([...vector.toUpperCase().matchAll(/([A-Z]+):([A-Z])\b/g)].map(([, name = '', value = '']) => [name, value]));
  const reach = metrics.get('AV');
  const [secrets, integrity, service] = ['C', 'I', 'A'].map((name) =>
    lossOf(metrics.get(`V${name}`) ?? metrics.get(name), metrics.has('AU')),
  );
  if (reach === undefined || secrets === undefined || integrity === undefined || service === undefined) return undefined;
  return {
    reach: reach === 'N' ? 'network' : 'local',
    lured: ['R', 'A', 'P'].includes(metrics.get('UI') ?? 'N'),
    rights: ['L', 'H', 'S', 'M'].includes(metrics.get('PR') ?? metrics.get('AU') ?? 'N'),
    loses: { secrets, integrity, service },
  };
}

/** Version 2, which alone has `Au`, writes code that runs with a service's rights as partial in all three. */
function lossOf(value: string | undefined, second: boolean): 'none' | 'some' | 'all' | undefined {
  if (value === undefined) return undefined;
  if (value === 'N') return 'none';
  return value === 'H' || value === 'C' || (second && value === 'P') ? 'all' : 'some';
}
