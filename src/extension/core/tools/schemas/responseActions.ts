import type { ActionParameter, CaptureStorage, ResponseAction } from '../../model/responseAction.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { firstText, present, readFlag, readText } from './lenient.ts';
import { type Parsed, parseRows } from './rows.ts';

/** The catalogue (contract §3.15). */
export function parseActions(tool: string, value: unknown): Parsed<readonly ResponseAction[]> {
  return parseRows(tool, rowsOf(tool, value, 'actions'), parseAction);
}

function parseAction(raw: unknown): ResponseAction | undefined {
  if (!isRecord(raw)) return undefined;
  const type = firstText(raw, 'type', 'actionType');
  const parameters = parseParameters(raw['parameters']);
  if (type === undefined || parameters === undefined) return undefined;
  return {
    type,
    ...present({ description: readText(raw['description']), responder: readText(raw['responderType'])?.toUpperCase() }),
    undoable: readFlag(raw['isUndoable']) ?? false,
    parameters,
  };
}

/** Undefined where one can not be read: an action whose parameters are not all known can not be submitted. */
function parseParameters(value: unknown): readonly ActionParameter[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const parameters = value.map(parseParameter).filter((one) => one !== undefined);
  return parameters.length === value.length ? parameters : undefined;
}

function parseParameter(raw: unknown): ActionParameter | undefined {
  if (!isRecord(raw)) return undefined;
  const name = readText(raw['name']);
  const type = readText(raw['type']);
  if (name === undefined || type === undefined) return undefined;
  return { name, type, required: readFlag(raw['required']) ?? false, ...present({ description: readText(raw['description']) }) };
}

const storageKeys = ['isEnabled', 'buckets', 'isEncryptionWithProvidedKeyEnabled'] as const;

/** Where artifacts go (contract §3.20). An object with none of its keys is something else, but an empty one is no storage. */
export function parseStorage(tool: string, value: unknown): CaptureStorage {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  if (!isRecord(body)) throw malformed(tool, 'an object was expected');
  if (Object.keys(body).length > 0 && !storageKeys.some((key) => key in body))
    throw malformed(tool, `it has none of ${storageKeys.join(', ')}`);
  const buckets = Array.isArray(body['buckets']) ? body['buckets'] : [];
  const first = buckets.find((bucket) => isRecord(bucket) && readText(bucket['name']) !== undefined);
  const bucket = isRecord(first) ? present({ bucket: readText(first['name']), id: readText(first['providerKeyId']) }) : {};
  return { usable: readFlag(body['isEnabled']) === true && first !== undefined, ...bucket };
}
