import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { askLogin, askRights } from '../tickets/askWho.ts';
import type { Pattern } from './pattern.ts';

/** Evidence and questions alone: looking around is what administrators do, and nothing has to be stopped for it. */
export const discovery: Pattern = {
  name: 'Somebody looked around',
  signs: [
    {
      technique:
        /^T(1007|1010|1012|1016|1018|1033|1046|1049|1057|1069|1082|1083|1087|1120|1124|1135|1201|1217|1482|1518|1526|1538|1580|1595|1613|1614|1615|1619|1622|1652|1654|1673|1680)\b/,
    },
    { tactic: /^TA00(07|43)$/ },
    { words: /\b(discover\w*|enumerat\w*|reconnaissance|(port|network|service) scan\w*)\b/i },
  ],
  asks: [getLogs, fetchCloudLogs, askLogin, askRights],
};
