/** Verbs (and a few nouns) that techniques have in common, so that an entry says `@delete log` and means every way to say so. */
export const wordGroups: Readonly<Record<string, string>> = {
  delete: 'delete|remove|wipe|clear|purge|erase|truncate|shred|destroy|drop|unlink|clean|cleanup|rm|flush|empty|expire|discard|destruction',
  disable:
    'disable|stop|kill|suspend|deactivate|unload|terminate|halt|bypass|tamper|impair|pause|turn_off|turned_off|switch_off|switched_off|shut_off|off|weaken|evade|block|uninstall|detach|disassociate|degrade|without|exclude|ignore|revoke|disrupt|dismiss|suppress',
  change:
    'change|modify|update|edit|alter|tamper|overwrite|replace|write|append|set|configure|patch|put|manipulate|modify|add|install|create|reconfigure|reset|hijack|inject|plant|insert|drop',
  create:
    'create|add|new|generate|register|provision|insert|make|put|enroll|issue|mint|import|upload|activate|recover|restore|append|write',
  read: 'read|access|open|view|get|retrieve|dump|fetch|cat|steal|harvest|collect|extract|obtain|copy|expose|capture|leak|download|request|inspect|print|parse|exfiltration|decode|query|display|acquire',
  search: 'search|find|grep|look|locate|list|enumerate|query|discover|hunt|scan|lookup|describe|gather|survey|probe',
  run: 'run|execute|launch|spawn|start|invoke|exec|use|usage',
  send: 'send|upload|transfer|push|post|exfiltration|copy|export|share|egress|outbound|sync',
  fetch: 'download|fetch|pull|retrieve|ingress|transfer|get',
  allow: 'attach|assign|grant|add|allow|give|bind|associate|elevate|promote|make|enable|set|put|update|modify|change|create|wildcard',
  odd: 'unusual|new|rare|anomalous|abnormal|suspicious|unexpected|first|impossible|atypical|unfamiliar|unknown|untrusted|multiple|malicious|risky|anonymous|foreign|anomaly|strange|uncommon|never|different|disallowed|unauthorized|concurrent|successful|unseen|unrecognized|unapproved|outlier|off_hours|unexplained|odd',
  connect: 'connect|contact|communicate|traffic|beacon|callback|call|request|query|resolve|session|network|talk|reach',
  log: 'log|journal|syslog|audit|trail|event|evidence|trace|history|auditd|rsyslog|journald|telemetry|auditing',
  shell: 'shell|bash|sh|zsh|dash|ksh|csh|fish|ash|busybox|terminal|console',
  script:
    'script|interpreter|python|perl|ruby|php|lua|powershell|node|nodejs|javascript|java|awk|gawk|vbscript|osascript|applescript|tcl|macro|oneliner|code|payload|command|binary|program|elf|executable',
  server: 'server|daemon|database|db|web|apache|nginx|httpd|tomcat|java|mysql|mysqld|postgres|postgresql|redis|mongodb|php|iis|application',
};
