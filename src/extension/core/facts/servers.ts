import { logins } from './ancestors.ts';
import { isForEverybody } from './forEverybody.ts';
import { shells } from './shells.ts';

/** Programs that answer the network, as the kernel shows their names: fifteen characters, often with a version. */
const servers =
  /^(java|tomcat|catalina|jetty|jboss|wildfly|weblogic|solr|jenkins|node|nodejs|deno|bun|next-server|nginx|openresty|httpd|apache2?|lighttpd|litespeed|caddy|traefik|haproxy|envoy|varnishd|squid|php(-fpm|-cgi)?|frankenphp|fcgiwrap|python|gunicorn|uvicorn|hypercorn|daphne|waitress.*|uwsgi|celery|flask|django.*|jupyter.*|streamlit|airflow|mlflow|ray|ollama|torchserve|ruby|puma.*|unicorn|rails|passenger.*|sidekiq|perl|dotnet|w3wp|kestrel|iisexpress|postgres|postmaster|mysqld|mariadbd|sqlservr|oracle|redis-server|memcached|mongod|couchdb|beam\.smp|elasticsearch|opensearch|clickhouse.*|minio|etcd|consul|vault|grafana(-server)?|prometheus|gitlab.*|gitea|vsftpd|proftpd|pure-ftpd|smbd|exim4?|master|smtpd|dovecot|named|cupsd|slapd)[\d.]*$/i;
/** What a program is told when it is to answer: where to listen, or that it is a worker of a server. */
const toldToAnswer =
  /(^|\s)--?(port|listen|bind|http|ip|host|addr(ess)?)([-_.]\w+)*[= ]\S|\b0\.0\.0\.0\b|\[::\]|\b(wsgi|asgi|fastcgi|runserver)\b|: (pool|worker|master) /i;

/** Whether a program answers the network, by its name or by what it was told. */
export function answersNetwork(name: string, cmdline: string | undefined): boolean {
  if (isForEverybody(name) || shells.test(name) || logins.test(name)) return false;
  return servers.test(name) || (cmdline !== undefined && toldToAnswer.test(cmdline));
}
