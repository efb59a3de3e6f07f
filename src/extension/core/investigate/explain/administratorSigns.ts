import { ancestorNames, logins } from '../../facts/ancestors.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { entersPod, kubeRequestOf } from '../../facts/k8sRequest.ts';
import { claim } from '../../model/evidence.ts';
import { code, phrase, text } from '../../model/phrase.ts';
import { roleOf } from '../chain/stepRole.ts';
import { counted } from '../plural.ts';
import { eventsOf, type Sign } from './sign.ts';

/** Accounts of programs, which no person signs in with. */
const program = /^(system:|AWSServiceRole|.*\bsvc\b|.*service-?account)/i;

/** What speaks for somebody at their ordinary work, and what speaks against it. */
export const administratorSigns: readonly Sign[] = [
  {
    of: 'administrator',
    side: 'for',
    weight: 2,
    find(story) {
      const event = eventsOf(story).find(({ value }) => {
        const request = kubeRequestOf(value);
        return request?.user !== undefined && entersPod(request) && !program.test(request.user);
      });
      const user = event && kubeRequestOf(event.value)?.user;
      return event && user !== undefined ? claim(phrase`${text(user)} came in by name through the cluster's API.`, event) : undefined;
    },
  },
  {
    of: 'administrator',
    side: 'for',
    weight: 1,
    find(story) {
      const event = eventsOf(story).find(({ value }) => ancestorNames(value).some((name) => logins.test(name)));
      const login = event && ancestorNames(event.value).find((name) => logins.test(name));
      return event && login !== undefined ? claim(phrase`It ran in a login session of ${code(login)}.`, event) : undefined;
    },
  },
  {
    of: 'administrator',
    side: 'for',
    weight: 1,
    find(story) {
      const event = eventsOf(story).find(({ value }) => Number(value.fields['proc.tty'] ?? 0) > 0);
      return event && claim(phrase`The process had a terminal, as a person's has.`, event);
    },
  },
  {
    of: 'administrator',
    side: 'for',
    weight: 2,
    find({ lead, outcomes, chain }) {
      const { event } = lead.trigger;
      const rule = event?.value.rule;
      const linked = new Set(chain.members.map((member) => member.event.value.id));
      const before = outcomes
        .filter(({ found }) => found?.seen?.when === 'before')
        .flatMap(({ found }) => found?.sightings ?? [])
        .filter((one) => one.value.rule === rule && !linked.has(one.value.id));
      const days = new Set(before.map((one) => new Date(one.value.at).toISOString().slice(0, 10)));
      const [first, ...rest] = before;
      if (event === undefined || rule === undefined || first === undefined || days.size < 2) return undefined;
      return claim(phrase`${code(rule)} fired there on ${counted(days.size, 'earlier day')} too.`, first, ...rest, event);
    },
  },
  {
    of: 'administrator',
    side: 'against',
    weight: 2,
    find({ chain }) {
      const hostile = chain.members.filter((member) => roleOf([member], false) === 'malicious').map(({ event }) => event);
      const [first, ...rest] = hostile;
      if (first === undefined || rest.length === 0) return undefined;
      return claim(phrase`${counted(hostile.length, 'linked event')} are not part of ordinary work.`, first, ...rest);
    },
  },
  {
    of: 'administrator',
    side: 'against',
    weight: 1,
    find(story) {
      const callers = new Map<string, Set<string>>();
      const calls = eventsOf(story).filter(({ value }) => cloudCallOf(value)?.address !== undefined);
      for (const { value } of calls) {
        const { address, principal } = cloudCallOf(value) ?? {};
        if (address !== undefined && principal !== undefined) callers.set(address, (callers.get(address) ?? new Set()).add(principal));
      }
      const shared = calls.filter(({ value }) => (callers.get(cloudCallOf(value)?.address ?? '')?.size ?? 0) > 1);
      const [first, ...rest] = shared;
      return first && claim(phrase`Several identities call from one address.`, first, ...rest);
    },
  },
];
