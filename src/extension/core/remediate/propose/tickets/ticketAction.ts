import type { Draft } from '../draft.ts';

type Asked = Pick<
  Draft,
  'stage' | 'effect' | 'name' | 'verb' | 'on' | 'line' | 'does' | 'expected' | 'breaks' | 'watch' | 'reversibility' | 'told'
>;

/** What the allow-list can not do: a person is asked to, with the command that does it. */
export function ticketDraft(asked: Asked): Draft {
  return { ...asked, surface: 'ticket', needs: [], storage: false, removes: false, unresolved: [] };
}

/** The value where the whole of it has this form; the stand-in, in capitals, where a person has to look it up. */
export function wordOr(standIn: string, value: string | undefined, form: RegExp): string {
  return value !== undefined && !value.startsWith('-') && form.test(value) ? value : standIn;
}

export const regionForm: RegExp = /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;
export const iamForm: RegExp = /^[\w+=,.@-]{1,128}$/;
