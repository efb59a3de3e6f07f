import { describe, expect, it } from 'vitest';
import { environmentCredentials, environmentNames, serverVariables, virusTotalKey } from '../../../src/extension/node/environment.ts';

describe('[C-02] the environment', () => {
  it.each([
    ['SYSDIG_SECURE_API_TOKEN', 'SYSDIG_SECURE_URL'],
    ['SYSDIG_MCP_API_TOKEN', 'SYSDIG_MCP_API_HOST'],
    ['SYSDIG_API_TOKEN', 'SYSDIG_API_HOST'],
    ['SECURE_API_TOKEN', 'SECURE_BACKEND'],
  ])('knows %s with %s', (token, url) => {
    expect(environmentCredentials({ [token]: 't', [url]: 'https://us2.app.sysdig.com' })).toEqual({
      token: 't',
      url: 'https://us2.app.sysdig.com/mcp/secure',
    });
  });

  it('prefers the current names, and never sends a token to the address of another pair', () => {
    const older = { SECURE_API_TOKEN: 'old', SECURE_BACKEND: 'old.example' };
    expect(environmentCredentials({ ...older, SYSDIG_SECURE_API_TOKEN: 'new', SYSDIG_SECURE_URL: 'new.example' })?.token).toBe('new');
    expect(environmentCredentials({ ...older, SYSDIG_SECURE_API_TOKEN: 'new' })).toEqual({
      token: 'old',
      url: 'https://old.example/mcp/secure',
    });
    expect(environmentCredentials({ SYSDIG_SECURE_API_TOKEN: 'new', SECURE_BACKEND: 'old.example' })).toBeUndefined();
    expect(environmentCredentials({ SECURE_API_TOKEN: ' ', SECURE_BACKEND: 'old.example' })).toBeUndefined();
  });

  it('gives a stdio server what leads to the tenant and nothing else', () => {
    const environment = { SYSDIG_SECURE_API_TOKEN: 't', HTTPS_PROXY: 'p', AWS_SECRET_ACCESS_KEY: 'x', JIRA_TOKEN: 'x' };
    expect(serverVariables(environment)).toEqual({ SYSDIG_SECURE_API_TOKEN: 't', HTTPS_PROXY: 'p' });
  });

  it.each([
    [{ TEAM_VIRUSTOTAL_KEY: 'k' }, 'k'],
    [{ VT_API: ' k ' }, 'k'],
    [{ my_vt_key: 'k' }, 'k'],
    [{ VIRUSTOTAL_URL: 'https://vt.example', VIRUSTOTAL_API_KEY: 'k' }, 'k'],
    [{ VT_API: '', VT_TOKEN: 'k' }, undefined],
    [{ VIRUSTOTAL: ' ' }, undefined],
  ])("[C-11] finds VirusTotal's key in %j", (environment, key) => {
    expect(virusTotalKey(environment)).toBe(key);
  });

  it('[C-11] names variables, never their values', () => {
    expect(environmentNames({ A: 'secret', B: '', C: undefined })).toEqual(['A']);
  });
});
