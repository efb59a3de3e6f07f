import { beforeEach, describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { caseDocument, lostCase } from '../../../../src/extension/editor/cases/caseArgument.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const file = '/cases/miner.md';
const eventId = storefrontCase.trigger.eventId ?? '';

beforeEach(() => {
  editor.reset();
  editor.files.set(file, renderCase(storefrontCase));
});

const pathOf = async (argument: unknown) => (await caseDocument(argument)).uri.fsPath;
const refusal = async (argument: unknown): Promise<Failure> => {
  const error = await caseDocument(argument).catch((thrown: unknown) => thrown);
  if (Failure.is(error)) return error;
  throw new Error('no failure');
};

describe('[V-07] the case that a command is about', () => {
  it.each([
    ['a path, as a notification hands it', file],
    ['an address, as a lens or a menu of the editor does', Uri.file(file)],
    ['a row of the Cases view', { kind: 'case', file, eventId }],
    ['what the panel says of itself', { file, format: 'indicators' }],
    ['some sources of it', { uri: Uri.file(file).toString(), ids: ['E1'] }],
  ])('is %s', async (_what, argument) => {
    expect(await pathOf(argument)).toBe(file);
  });

  it.each([undefined, null])('is the active one where %s is given, unsaved changes included', async (nothing) => {
    const document = editor.open(Uri.file('/cases/open.md'), renderCase(storefrontCase));
    editor.active = { document };
    document.type(`Mine.\n\n${document.getText()}`);
    expect((await caseDocument(nothing)).getText()).toMatch(/^Mine/);
  });

  it.each([[42], [''], [{ uri: 'x' }], [{ file: '' }], [{ other: file }], [{ file: 7 }], [[file]]])(
    'is never the active one for %j',
    async (argument) => {
      editor.active = { document: editor.open(Uri.file(file), renderCase(storefrontCase)) };
      expect(await refusal(argument)).toMatchObject({ reason: 'invalid', what: 'There is no case to work on' });
    },
  );

  it('is no other document', async () => {
    editor.files.set('/cases/notes.md', '# Notes on `runtime-threats-case/1`');
    expect((await refusal('/cases/notes.md')).why).toMatch(/^\/cases\/notes\.md is no case file/);
    expect((await refusal(undefined)).why).toMatch(/active document/);
  });

  it('is told to be gone where its file is', async () => {
    expect(await refusal('/cases/gone.md')).toMatchObject({ reason: 'notFound', why: '/cases/gone.md is gone or can not be read' });
  });

  it('is one whatever the editor takes its text for', async () => {
    const document = editor.open(Uri.file('/cases/plain.txt'), renderCase(storefrontCase), 'plaintext');
    expect(await caseDocument(document.uri as unknown as vscode.Uri)).toBe(document);
  });
});

it('[V-13] a row whose file is gone names its threat instead, and no other row does', () => {
  expect(lostCase({ kind: 'goneCase', eventId })).toBe(eventId);
  expect(lostCase({ kind: 'goneCase', groupId: storefrontCase.trigger.groupId })).toBe(storefrontCase.trigger.groupId);
  for (const other of [undefined, file, { kind: 'case', file, eventId }, { kind: 'event', eventId }])
    expect(lostCase(other)).toBeUndefined();
});
