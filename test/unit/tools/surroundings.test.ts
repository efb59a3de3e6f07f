import { describe, expect, it } from 'vitest';
import {
  connectivityLine,
  detectIntegrations,
  jiraProjectVariable,
  routingKeyIn,
  usableNames,
} from '../../../src/extension/core/tools/integrations.ts';
import { betaNotice, investigationPreamble } from '../../../src/extension/core/tools/preamble.ts';
import { mcpUrl, regionOf, regions } from '../../../src/extension/core/tools/regions.ts';

describe('regions', () => {
  it('[C-01] knows the ten regions and finds one by its URL', () => {
    expect(regions).toHaveLength(10);
    expect(regionOf('https://us2.app.sysdig.com/mcp/secure')).toEqual({
      name: 'us2',
      url: 'https://us2.app.sysdig.com/mcp/secure',
      console: 'https://us2.app.sysdig.com',
    });
    expect(regionOf('https://us2.app.sysdig.com.evil.example/mcp/secure')).toBeUndefined();
  });

  it.each([
    ['secure.sysdig.com', 'https://secure.sysdig.com/mcp/secure'],
    ['https://eu1.app.sysdig.com/', 'https://eu1.app.sysdig.com/mcp/secure'],
    ['http://127.0.0.1:8080/own/path', 'http://127.0.0.1:8080/own/path'],
    ['file:///etc/passwd', undefined],
    ['not an address', undefined],
  ])('[C-02] makes of %s the MCP endpoint %s', (address, url) => {
    expect(mcpUrl(address)).toBe(url);
  });
});

describe('integrations', () => {
  it.each(['mcp_atlassian_createJiraIssue', 'my-JIRA-tool', 'linear_create_issue'])('[C-11] detects tickets by the tool %s', (tool) => {
    expect(detectIntegrations({ toolNames: [tool], environmentNames: [], secretNames: [] })[0]).toEqual({
      name: 'Jira',
      state: 'detected',
      found: tool,
    });
  });

  it.each([
    ['PagerDuty', 'TEAM_PAGERDUTY_KEY'],
    ['PagerDuty', 'PD_ROUTING_KEY_X'],
    ['VirusTotal', 'MY_VT_API'],
    ['VirusTotal', 'VT_KEY'],
  ])('[C-11] detects %s by the variable %s', (name, variable) => {
    const found = detectIntegrations({ toolNames: [], environmentNames: ['PATH', variable], secretNames: [] });
    expect(found.filter(({ state }) => state === 'detected')).toEqual([{ name, state: 'detected', found: variable }]);
  });

  it('[C-11] a variable of such a name that holds no routing key is of no use for a hand-off', () => {
    const key = 'R0123456789ABCDEF0123456789ABCDE';
    const environment = { PATH: '/bin', EMPTY: '', PD_TOKEN: 'u+rest-token', PAGERDUTY_URL: 'https://acme.pagerduty.com', VT_KEY: 'x' };
    expect(usableNames(environment)).toEqual(['PATH', 'VT_KEY']);
    expect(routingKeyIn(environment)).toBeUndefined();
    expect(usableNames({ ...environment, OUR_PD_TOKEN: ` ${key} ` })).toContain('OUR_PD_TOKEN');
    expect(routingKeyIn({ ...environment, OUR_PD_TOKEN: ` ${key} ` })).toEqual(['OUR_PD_TOKEN', key]);
  });

  it('[C-11] finds the default Jira project by pattern', () => {
    expect(jiraProjectVariable(['HOME', 'SYSDIG_RUNTIME_JIRA_PROJECT'])).toBe('SYSDIG_RUNTIME_JIRA_PROJECT');
  });

  it('[C-10] tells in one line what is there and what will be skipped', () => {
    expect(
      connectivityLine([
        { name: 'Jira', state: 'detected', found: 'jira' },
        { name: 'PagerDuty', state: 'missing' },
        { name: 'VirusTotal', state: 'failed', found: 'VT_KEY' },
      ]),
    ).toBe('Connectivity: Sysdig MCP ✓ · Jira ✓ · PagerDuty — · VirusTotal ✗. Will skip PagerDuty handoff and VirusTotal enrichment.');
    expect(connectivityLine([])).toBe('Connectivity: Sysdig MCP ✓.');
  });
});

describe('texts', () => {
  it('[C-08] links the terms under their name', () => {
    expect(betaNotice).toContain('[Public Beta Terms](https://github.com/sysdig/skills#public-beta-terms)');
  });

  it('[C-09] says what is read, what will and will not be done, and with which tools', () => {
    const text = investigationPreamble('acme').join('\n');
    for (const part of ['Reads from acme', 'Will:', 'Will not:', 'get_event_process_tree', 'save_skill_state'])
      expect(text).toContain(part);
  });
});
