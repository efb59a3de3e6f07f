import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/extension/core/remediate/words/readWords.ts';
import { checklist, container, listed, sysdig } from './listed.ts';

const ids = checklist.map(({ id }) => id);
const but = (...without: readonly string[]) => ids.filter((id) => !without.includes(id));

describe('[R-12] words as a selection', () => {
  const understood: readonly (readonly [string, readonly string[]])[] = [
    ['get the logs, isolate storefront, then kill the container but don’t restart', ['logs', 'isolate', 'kill']],
    ['Please isolate storefront.', ['isolate']],
    ['cut storefront off', ['isolate']],
    ['quarantine the deployment storefront', ['isolate']],
    ['isolate shop/storefront in prod-eu-1', ['isolate']],
    ['block its traffic', ['isolate']],
    ['grab logs & take a capture', ['logs', 'capture']],
    ['scale storefront to zero', ['scale']],
    ['scale down to 0 replicas with kubectl', ['scale']],
    ['disable the key', ['keyOff']],
    ['deactivate AKIAIOSFODNN7EXAMPLE', ['keyOff']],
    ['disable the access key of ci-backup', ['keyOff']],
    ['delete the key', ['keyGone']],
    [`kill ${container}`, ['kill']],
    ['kill container 3f2a9c', ['kill']],
    ['freeze it', ['pause']],
    ['freeze the container on 0a58c2f1-host', ['pause']],
    ['terminating the container', ['kill']],
    ['KILL_CONTAINER', ['kill']],
    ['ISOLATE_NETWORK and kubectl scale', ['isolate', 'scale']],
    ['file a ticket for the policy', ['policy']],
    ["I'd like to isolate storefront, let's scale it to zero too", ['isolate', 'scale']],
    ["don't delete the key, disable it instead", ['keyOff']],
  ];
  it.each(understood)('reads %j', (words, expected) => {
    expect(readWords(words, checklist)).toEqual({ understood: expected, unclear: [] });
  });

  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['everything', ids],
    ['run all of them', ids],
    ['everything except deleting the key', but('keyGone')],
    ['everything but the key', but('keyOff', 'keyGone')],
    ['all except deleting the key and restarting', but('keyGone', 'restart')],
    ['everything without killing or restarting anything', but('kill', 'restart')],
    ['everything, but don’t kill, pause or restart it', but('kill', 'pause', 'restart')],
    ['everything but the last two', but('keyGone', 'policy')],
    ['everything except 2 and 4', but('capture', 'scale')],
    ['first two', ['logs', 'capture']],
    ['the first 3 actions', ['logs', 'capture', 'isolate']],
    ['the first one', ['logs']],
    ['first and third', ['logs', 'isolate']],
    ['the last one', ['policy']],
    ['1, 3 and 5', ['logs', 'isolate', 'pause']],
    ['2-4', ['capture', 'isolate', 'scale']],
    ['numbers 2 to 4', ['capture', 'isolate', 'scale']],
    ['#3', ['isolate']],
    ['only containment', ['isolate', 'scale', 'pause', 'keyOff']],
    ['containment only, no scaling', ['isolate', 'pause', 'keyOff']],
    ['the first two containment actions', ['isolate', 'scale']],
    ['evidence first, then containment', ['logs', 'capture', 'isolate', 'scale', 'pause', 'keyOff']],
    ['the kubectl action', ['scale']],
    ['all aws actions but not the delete', ['keyOff']],
    ['everything that can be undone', but('kill', 'restart', 'keyGone')],
    ['everything reversible', but('kill', 'restart', 'keyGone')],
    ['nothing but isolating storefront', ['isolate']],
    ['don’t do anything except isolating storefront', ['isolate']],
    ['nothing', []],
    ['none of these', []],
    ['No.', []],
    ['don’t run anything', []],
    ['', []],
  ];
  it.each(groups)('reads %j as several, or none', (words, expected) => {
    expect(readWords(words, checklist)).toEqual({ understood: expected, unclear: [] });
  });

  const orders: readonly (readonly [string, readonly string[]])[] = [
    ['kill the container and then get the logs', ['kill', 'logs']],
    ['isolate storefront, but get the logs first', ['logs', 'isolate']],
    ['first, get the logs, then isolate', ['logs', 'isolate']],
    ['get the logs before killing the container', ['logs', 'kill']],
    ['kill the container last, isolate storefront', ['isolate', 'kill']],
    ['1. isolate\n2. kill the container', ['isolate', 'kill']],
    ['- get the logs\n- isolate storefront', ['logs', 'isolate']],
    ['isolate, isolate, get the logs', ['isolate', 'logs']],
  ];
  it.each(orders)('keeps the order that %j asks for', (words, expected) => {
    expect(readWords(words, checklist)).toEqual({ understood: expected, unclear: [] });
  });

  const partly: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['isolate storefront and frobnicate the pod', ['isolate'], ['frobnicate the pod']],
    ['isolate checkout', [], ['isolate checkout']],
    ['storefront', [], ['storefront']],
    ['the container', [], ['the container']],
    ['kill prod-eu-1', [], ['kill prod-eu-1']],
    ['pause 0a58c2f1-host', [], ['pause 0a58c2f1-host']],
    ['stop the container', [], ['stop the container']],
    ['disable the user', [], ['disable the user']],
    ['Isolate it. Should I kill the container?', ['isolate'], ['Should I kill the container?: it is a question or depends on something']],
    ['if it goes on, kill the container', [], ['if it goes on, kill the container: it is a question or depends on something']],
    ['kill or pause the container', [], ['kill or pause the container: one of them has to be chosen']],
    ['no, kill the container', [], ['kill the container: it is not clear whether it is wanted']],
    ['don’t restart and kill the container', [], ['kill the container: it follows a "not", so it is not clear whether it is wanted']],
    ['don’t kill it before getting the logs', [], ["don't kill it before getting the logs: it says what comes first, not what to run"]],
    ['everything except the frobnicator', [], ['everything: what is left out of it is not clear', 'the frobnicator']],
    ['isolate storefront, but not the frobnicator', ['isolate'], ['the frobnicator']],
    ['kill the container, but not now', [], ['kill the container: what is left out of it is not clear', 'now']],
    ['kill the container, don’t kill it', [], ['kill the container: it is said both ways']],
    ['nothing, kill the container', [], ['nothing', 'kill the container']],
    ['kill the container, no', [], ['kill the container, no: it is not clear whether it is wanted']],
    ['ok, go ahead', [], ['ok', 'go ahead']],
    ['contain it', [], ['contain it']],
    ['delete everything', [], ['delete everything']],
    ['scale storefront to 5', [], ['scale storefront to 5']],
    ['12', [], ['12: the list has no such action']],
    ['the first twenty', [], ['the first twenty']],
    ['two containment actions', [], ['two containment actions']],
  ];
  it.each(partly)('selects nothing in doubt, and tells what is unclear in %j', (words, expected, unclear) => {
    expect(readWords(words, checklist)).toEqual({ understood: expected, unclear });
  });

  it('tells what cannot run instead of selecting it, whether it is named or one of many', () => {
    const availability = { state: 'unavailable', reason: 'no CLUSTER responder on prod-eu-1', fix: 'Deploy it' } as const;
    const list = checklist.map((action) => (action.id === 'isolate' ? { ...action, availability } : action));
    const why = 'ISOLATE_NETWORK shop/storefront is unavailable: no CLUSTER responder on prod-eu-1';
    expect(readWords('isolate storefront', list)).toEqual({ understood: [], unclear: [why] });
    expect(readWords('only containment', list)).toEqual({ understood: ['scale', 'pause', 'keyOff'], unclear: [why] });
  });

  it('asks which one where two answer to the same words, unless all are wanted or one is named', () => {
    const second = listed({
      ...{ id: 'kill2', stage: 'destruction', name: 'KILL_CONTAINER', verb: 'Kill container', surface: 'sysdig', on: 'aa11bb22cc33' },
      request: sysdig('KILL_CONTAINER', { 'host.id': '0a58c2f1-host', 'container.id': 'aa11bb22cc33' }),
    });
    const list = [...checklist, second];
    expect(readWords('kill the container', list)).toEqual({
      understood: [],
      unclear: [`kill the container: it could be KILL_CONTAINER ${container} or KILL_CONTAINER aa11bb22cc33`],
    });
    expect(readWords('kill both containers', list).understood).toEqual(['kill', 'kill2']);
    expect(readWords('kill container aa11bb22cc33', list).understood).toEqual(['kill2']);
    expect(readWords(`kill ${container} and aa11bb22cc33`, list).understood).toEqual(['kill', 'kill2']);
  });

  it('takes no name of the tenant for something to do', () => {
    const named = listed({
      ...{ id: 'named', stage: 'containment', name: 'ISOLATE_NETWORK', verb: 'Isolate network', surface: 'sysdig', on: 'kill/logs' },
      request: sysdig('ISOLATE_NETWORK', { 'kubernetes.namespace.name': 'kill', 'kubernetes.workload.name': 'logs' }),
    });
    expect(readWords('logs', [named])).toEqual({ understood: [], unclear: ['logs'] });
    expect(readWords('kill logs', [named])).toEqual({ understood: [], unclear: ['kill logs'] });
    expect(readWords('isolate logs', [named])).toEqual({ understood: ['named'], unclear: [] });
  });

  it('never selects what a sentence rules out, whatever else it says', () => {
    for (const action of ['isolate storefront', 'kill the container', 'get the logs', 'scale to zero'])
      for (const no of ['don’t', 'do not', 'never', 'not', 'except', 'without', 'skip', 'rather than'])
        for (const wish of ['everything', 'only containment', 'get the logs', 'kill the container', 'the first five']) {
          const wanted = new Set(readWords(action, checklist).understood);
          const { understood: left } = readWords(`${wish}, ${no} ${action}`, checklist);
          expect(left.filter((id) => wanted.has(id))).toEqual([]);
        }
  });

  it('reads no novel', () => {
    expect(readWords('isolate '.repeat(500), checklist)).toEqual({ understood: [], unclear: ['more than 2000 characters'] });
  });
});
