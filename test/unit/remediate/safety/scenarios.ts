import { createSampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { objects } from '../probe/storefront.ts';

/** A threat as the tenant tells it, and what the cluster and the account hold. */
export type Scenario = {
  readonly name: string;
  readonly eventId: string;
  readonly eventIds: readonly string[];
  /** raw events by id, as JSON */
  readonly events: ReadonlyMap<string, string>;
  /** every text that the events, the cluster and the account hold: nothing else may be acted on */
  readonly known: ReadonlySet<string>;
};

const now = Date.parse('2026-06-10T12:00:00Z');
export const sample = createSampleTenant({ now: () => now });

export const account = '123456789012';
export const role = 'ec2-role-storefront';
export const user = 'backup-admin';
export const key = 'AKIAEXAMPLEBACKUP001';
export const s3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
export const cluster = 'prod-eu-1';

const rules = ['Execution from /dev/shm', 'Create Access Key for User'];

/** Enough of the tenant's actions for each door and each end; the sequences are many. */
const types = /KILL_PROCESS|KILL_CONTAINER|PAUSE_CONTAINER|ISOLATE_NETWORK|DELETE_POD|CAPTURE|IAM_QUARANTINE/;
export const catalogue = JSON.stringify({ data: sample.responses.catalogue().filter(({ type }) => types.test(type)) });

function rawEvent(rule: string): string {
  const found = sample.world.events.find(({ content }) => content?.ruleName === rule);
  if (found === undefined) throw new Error(`the sample tenant has no ${rule}`);
  const text = JSON.stringify(found, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return text.replaceAll('storefront-7c9d8b6f5d-x2k4q', 'storefront-1');
}

const plain = rules.map(rawEvent);

/** What an attacker could have named something, where the tenant lets them. */
const tricks = [
  '--kubeconfig=/x',
  ';rm -rf /',
  '$(touch /tmp/x)',
  'a\nb --all',
  'shop\u202e',
  '-n',
  '`id`',
  "it's",
  'kube-system --all',
] as const;

/** The names in an event that an attacker may have chosen. */
const places = ['"shop"', '"storefront"', '"storefront-1"', '"backup-admin"', '"3f2a9c81d7be"', '"/dev/shm/.x/kdevtmpfsi"', '"prod-eu-1"'];

function scenario(name: string, texts: readonly string[]): Scenario {
  const parsed = texts.map((text) => JSON.parse(text) as { readonly id: string });
  const ids = parsed.map(({ id }) => id);
  const [eventId = ''] = ids;
  const events = new Map(ids.map((id, index) => [id, texts[index] ?? '']));
  return {
    name,
    eventId,
    eventIds: ids,
    events,
    known: new Set([...textsIn(parsed), ...textsIn(objects), 'kubernetes', role, s3, '4711']),
  };
}

/** The plain one first; then each name that an attacker may choose, with each trick. */
export const scenarios: readonly Scenario[] = [
  scenario('plain', plain),
  ...tricks.flatMap((trick) =>
    places.map((place) =>
      scenario(
        `${place} is ${JSON.stringify(trick)}`,
        plain.map((text) => text.replaceAll(place, JSON.stringify(trick))),
      ),
    ),
  ),
];

/** Every text in a document, and the last part of each path and ARN. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split(/[/:]/).slice(-1)];
  if (typeof value === 'number') return [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}
