import type { ParameterValue } from '../../../model/responseAction.ts';
import { isShowable } from '../../surfaces/word.ts';

const longest = 4096;

/**
 * A value as the catalogue types it (contract, trap 28); a type that is not known is a string. Undefined where it is no value of that type, or holds
 * what can not be shown as it is. Beyond 2^53 an integer stays a string of digits: rounded it would name another instant or process.
 */
export function coerced(value: string, type: string): ParameterValue | undefined {
  if (value === '' || value.length > longest || !isShowable(value)) return undefined;
  switch (type.toLowerCase()) {
    case 'integer': {
      if (!/^-?\d{1,20}$/.test(value)) return undefined;
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }
    case 'boolean':
      return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : undefined;
    default:
      return value;
  }
}
