import { asksTaskCredentials } from '../../../facts/addresses.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';
import { cloudHabit } from '../cloudHabit.ts';

/** A container of ECS asked for its task's credentials, and then the session of that task made a call: such a session is named after its task. */
export const taskRole: CausalLink = {
  name: 'task role',
  inferred: false,
  within: 24 * hour,
  causes: (event) => (asksTaskCredentials(event) ? tasksOf(event) : []),
  effects: (event) => {
    const task = sessionTask(event);
    return task === undefined ? [] : [task];
  },
  habit: cloudHabit,
  reason: (_cause, effect) =>
    phrase`the credentials of the task ${code(sessionTask(effect) ?? '')} were asked for, and its session made the call`,
};

/** The same where the container does not name its task: a session of a task in its account, of a role that is named like it. Inferred. */
export const taskRoleByName: CausalLink = {
  name: 'task role by name',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const { awsAccount, containerName, image } = event.scope;
    if (awsAccount === undefined || !asksTaskCredentials(event) || tasksOf(event).length > 0) return [];
    return [containerName, image?.repository?.split('/').at(-1)].flatMap((name) => keys(awsAccount, name));
  },
  effects: (event) => {
    const { account, role } = cloudCallOf(event) ?? {};
    return account === undefined || sessionTask(event) === undefined ? [] : keys(account, role);
  },
  habit: cloudHabit,
  reason: (cause, effect) => {
    const { containerName, image } = cause.scope;
    return phrase`${code(containerName ?? image?.repository ?? '')} had asked for its task's credentials, and a task's session of the role ${code(cloudCallOf(effect)?.role ?? '')} made the call`;
  },
};

/** Ids of the tasks that a container's labels name by their ARN. */
function tasksOf({ labels, fields }: SecurityEvent): readonly string[] {
  const named = [...Object.values(labels), ...Object.values(fields)].map(
    (value) => /^arn:aws[\w-]*:ecs:\S+:task\/(?:\S+\/)?([0-9a-f]{32})$/.exec(value)?.[1],
  );
  return named.filter((task) => task !== undefined);
}

function sessionTask(event: SecurityEvent): string | undefined {
  const call = cloudCallOf(event);
  return call?.role !== undefined && !call.byService && /^[0-9a-f]{32}$/.test(call.session ?? '') ? call.session : undefined;
}

const general =
  /^(aws|ecs|task|tasks|role|roles|iam|service|svc|app|api|web|prod|production|staging|stage|test|dev|exec|execution|default)$/;

/** Words of a name that say whose it is. */
function keys(account: string, name: string | undefined): readonly string[] {
  const words = (name ?? '').split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.filter((word) => word.length > 2 && !general.test(word)).map((word) => `${account} ${word}`);
}
