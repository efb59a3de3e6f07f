import type { SecurityEvent } from '../../model/threat.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { entersPod, kubeRequestOf } from '../facts/k8sRequest.ts';
import { processOf } from '../facts/processOf.ts';

/** Programs that answer the network: a process of theirs was asked for from outside. */
const servers =
  /^(java|tomcat|catalina|jetty|node|nodejs|nginx|httpd|apache2?|lighttpd|caddy|php(-fpm|-cgi)?[\d.]*|python[\d.]*|gunicorn|uvicorn|uwsgi|celery|ruby|puma|unicorn|dotnet|w3wp|postgres|mysqld|mariadbd|redis-server|mongod|sshd|vsftpd|smbd)$/;

/** Whether the way in can be seen at this event: a server's child process, a person at a pod, a cloud call from a remote address. */
export function comesFromOutside(event: SecurityEvent): boolean {
  const call = cloudCallOf(event);
  if (call !== undefined) return call.address !== undefined;
  const request = kubeRequestOf(event);
  if (request !== undefined) return entersPod(request) && request.user !== undefined && !request.user.startsWith('system:');
  const parent = processOf(event)?.parent;
  return parent !== undefined && servers.test(parent);
}
