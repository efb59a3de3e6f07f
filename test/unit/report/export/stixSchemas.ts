import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = new URL('../../../../../shared/data/stix/', import.meta.url).pathname;

/** Whether OASIS's and MITRE's schemas are missing on this machine. */
export const absent = !existsSync(folder);

const repository = 'raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas';
const attackFlow = 'https://center-for-threat-informed-defense.github.io/attack-flow/schema/attack-flow-schema-2.0.0.json';

/** What is wrong with an object by the schema of its type; empty where nothing is. */
export type Check = (one: { readonly type: string }) => readonly string[];

/** Validates by the schemas on disk: the addresses in them are names, and nothing is fetched. */
export function stixCheck(): Check {
  // The schemas carry descriptions in odd places, which strict mode would refuse.
  const ajv = new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv, ['uri', 'date-time']);
  ajv.addFormat('idn-hostname', (name: string) => domainToASCII(name) !== '' && !/[\s_/:]/.test(name));
  for (const part of ['common', 'observables', 'sdos', 'sros']) {
    for (const file of readdirSync(`${folder}oasis-open/${part}`)) ajv.addSchema(read(`oasis-open/${part}/${file}`));
  }
  // Attack Flow names this one by its old address.
  const timestamp = read('oasis-open/common/timestamp.json');
  ajv.addSchema({ ...timestamp, $id: `https://${repository}/master/schemas/common/timestamp.json` });
  ajv.addSchema(read('attack-flow-schema-2.0.0.json'));
  return (one) => {
    const validate = ajv.getSchema(schemaOf(one.type));
    if (validate === undefined) return [`no schema for ${one.type}`];
    return validate(one) ? [] : [JSON.stringify(one).slice(0, 600), ...(validate.errors ?? []).map((error) => ajv.errorsText([error]))];
  };
}

function schemaOf(type: string): string {
  if (type.startsWith('attack-') && type !== 'attack-pattern') return attackFlow;
  const part = ['common', 'observables', 'sdos', 'sros'].find((name) => existsSync(`${folder}oasis-open/${name}/${type}.json`));
  return `http://${repository}/stix2.1/schemas/${part}/${type}.json`;
}

/** `$schema` is the same dialect for all, which some write with a `#` that no validator knows. */
function read(path: string): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = JSON.parse(readFileSync(`${folder}${path}`, 'utf8')) as Record<string, unknown>;
  return schema;
}

/** MITRE's own example, which has to pass. */
export function exampleBundle(): { readonly objects: readonly { readonly type: string }[] } {
  return JSON.parse(readFileSync(`${folder}attack-flow-example.json`, 'utf8'));
}
