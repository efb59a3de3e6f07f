import type { Environment } from './environment.ts';

// What the tools and their sign-in plug-ins (aws, gke-gcloud-auth-plugin, kubelogin) need to find themselves, their files and the way out. No
// DISPLAY and no BROWSER: a plug-in that would open a sign-in page has to fail instead.
const inherited =
  /^(?:PATH|PATHEXT|HOME|USER|LOGNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|SYSTEMROOT|WINDIR|TEMP|TMP|TMPDIR|XDG_\w+|CLOUDSDK_\w+|GOOGLE_APPLICATION_CREDENTIALS|AZURE_\w+|AWS_\w+|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|(?:HTTPS?|NO|ALL)_PROXY)$/i;

/**
 * The environment of a command: the names above and nothing else. KUBECONFIG is the one that the caller decided on, and what a tool reads from
 * the environment to change what a call means (kubectl's aliases and default flags, the pager of AWS) is off.
 */
export function commandEnvironment(environment: Environment, kubeconfig: string | undefined): Readonly<Record<string, string>> {
  const kept = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && inherited.test(entry[0]));
  return {
    ...Object.fromEntries(kept),
    ...(kubeconfig !== undefined && { KUBECONFIG: kubeconfig }),
    ...{ AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off', KUBERC: 'off', KUBECTL_KUBERC: 'false' },
    ...{ NO_COLOR: '1', TERM: 'dumb', LC_ALL: 'C.UTF-8' },
  };
}
