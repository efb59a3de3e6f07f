import type { SecurityEvent } from '../../model/threat.ts';
import { absent, equals, type Filter, isQuotable } from '../../tools/filter.ts';

type SameRule = { readonly name: string; readonly filter?: Filter; readonly matches: (event: SecurityEvent) => boolean };

/** How a trigger's rule is known again: by its name, or where a detection has none (contract, trap 8) by policy, category and engine together. */
export function sameRule(trigger: SecurityEvent): SameRule {
  const { rule, policy, category, engine } = trigger;
  if (rule !== undefined) {
    return { name: rule, ...(isQuotable(rule) && { filter: equals('ruleName', rule) }), matches: (event) => event.rule === rule };
  }
  return {
    name: policy ?? category ?? engine ?? 'the same kind of event',
    filter: absent('ruleName'),
    matches: (event) => event.rule === undefined && event.policy === policy && event.category === category && event.engine === engine,
  };
}
