import * as vscode from 'vscode';
import { isRoutingKey } from '../../core/tools/integrations.ts';
import type { HandOffPorts } from './handOff.ts';
import { askText } from './prompts.ts';

/**
 * Takes the routing key of a service; an empty one removes what is stored. It can not be tried, since every event that PagerDuty accepts pages
 * someone. Escape changes nothing.
 * @returns false where the user changed their mind
 */
export async function setUpPagerDuty({ questions, keys }: Pick<HandOffPorts, 'questions' | 'keys'>): Promise<boolean> {
  const key = await askText(questions, {
    title: vscode.l10n.t('PagerDuty routing key'),
    prompt: vscode.l10n.t('The integration key of an Events API v2 integration. Leave it empty to remove the stored one.'),
    password: true,
    problem: (value) => (value === '' || isRoutingKey(value) ? undefined : vscode.l10n.t('A routing key has 32 letters and digits')),
  });
  if (key === undefined) return false;
  await keys.set('pagerDuty', key);
  void vscode.window.showInformationMessage(
    key === ''
      ? vscode.l10n.t('The routing key is removed.')
      : vscode.l10n.t('PagerDuty is set up with the key that ends in {0}. It is not tried: that would page someone.', key.slice(-4)),
  );
  return key !== '';
}
