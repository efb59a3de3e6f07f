import { describe, expect, it } from 'vitest';
import { maskLeaf, maskSecrets } from '../../../src/extension/core/report/secrets.ts';

describe('secrets', () => {
  it.each([
    ['mysql --password=hunter2 -u root', 'mysql --password=‹masked› -u root'],
    ['mysql --password hunter2 -u root', 'mysql --password ‹masked› -u root'],
    ["DB_PASSWORD='hun ter2' next", 'DB_PASSWORD=‹masked› next'],
    ['{"client_secret": "abc", "user": "x"}', '{"client_secret": ‹masked›, "user": "x"}'],
    ['aws_secret_access_key = wJalrXUtnFEMI', 'aws_secret_access_key = ‹masked›'],
    ['curl -H "Authorization: Bearer abc.def"', 'curl -H "Authorization: Bearer ‹masked›"'],
    ['curl -H "X-aws-ec2-metadata-token: AQAE"', 'curl -H "X-aws-ec2-metadata-token: ‹masked›"'],
    ['https://user:pa55@git.example/x', 'https://user:‹masked›@git.example/x'],
    ['https://s3.example/x?X-Amz-Signature=abcd&y=1', 'https://s3.example/x?X-Amz-Signature=‹masked›&y=1'],
    [`push ghp_${'a'.repeat(36)}`, 'push ‹masked›'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', '‹masked›'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- x', '‹masked› private key x'],
  ])('[K-11] masks %s', (given, expected) => {
    expect(maskSecrets(given)).toBe(expected);
    expect(maskSecrets(expected)).toBe(expected);
  });

  it.each([
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf',
    'kubectl get secret storefront-tls',
    'X-aws-ec2-metadata-token-ttl-seconds: 21600',
    'AKIAIOSFODNN7EXAMPLE',
    '{"automountServiceAccountToken": false, "other_token":null}',
    'http://169.254.169.254/latest/meta-data/iam/security-credentials/node',
  ])('[K-11] leaves the identifier in %s readable', (given) => {
    expect(maskSecrets(given)).toBe(given);
  });

  it('[K-11] masks a leaf by the name it stands under', () => {
    expect(JSON.stringify({ db_password: 'x', port: 1, name: 'y' }, maskLeaf)).toBe('{"db_password":"‹masked›","port":1,"name":"y"}');
  });
});
