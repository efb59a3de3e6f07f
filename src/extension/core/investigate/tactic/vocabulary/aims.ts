import type { Family } from './family.ts';

/** How authors say what a step is for ("in order to maintain access"): their own words for a tactic, told apart from what was done. */
export const aims: readonly Family[] = [
  {
    tactic: 'reconnaissance',
    techniques: [['TA0043', 'identify|find|look vulnerability|weakness|open_port|entry_point|entry target|potential|exposed :3.5']],
  },
  {
    tactic: 'resource_development',
    techniques: [
      ['TA0042', 'prepare|build|acquire|stage infrastructure|capability|tool|account future|attack|operation|campaign|targeting :3.5'],
    ],
  },
  {
    tactic: 'initial_access',
    techniques: [
      [
        'TA0001',
        `gain|obtain|get|attain initial|foothold|entry access|network|environment|organization|cluster|foothold :4.5;
         gain|obtain|attempt access|unauthorized network|organization|environment|tenant|cluster|account :3.2;
         entry_point|initial_vector :3`,
      ],
    ],
  },
  {
    tactic: 'execution',
    techniques: [
      ['TA0002', `execute|run|executing malicious|arbitrary|unauthorized|attacker|remote code|command|payload|script|program|binary :3.5`],
    ],
  },
  {
    tactic: 'persistence',
    techniques: [
      [
        'TA0003',
        `maintain|retain|keep|establish|ensure|regain|long_term|persistent|continued|continuous|permanent|lasting access|foothold|
           presence|control :4.5;
         survive|across reboot|restart :4.5;
         gain|achieve|establish|maintain|provide|grant|obtain persistence :5;
         each_time|every_time|whenever start|launch|login|boot|reboot|open|connect :3.5;
         at_boot|at_startup|on_boot|at_login|on_startup :3.5`,
      ],
    ],
  },
  {
    tactic: 'privilege_escalation',
    techniques: [
      [
        'TA0004',
        `escalate|elevate|gain|obtain|raise|increase|higher|additional|elevated|acquire|root|administrative privilege|permission|right
           :4.5;
         become|gain|obtain|as root|administrator|superuser access|user|privilege|permission :3;
         higher|elevated|root|administrative privilege|permission|level :3.5;
         access|gain|reach|escape|compromise underlying|host host|node|filesystem|kernel :3.5`,
      ],
    ],
  },
  {
    tactic: 'defense_evasion',
    techniques: [
      [
        'TA0005',
        `evade|avoid|bypass|thwart|circumvent|escape|subvert|hinder|prevent|defeat|limit detection|defense|detect|security|monitor|
           filter|alert|visibility|control|analysis|investigation|restriction|antivirus|edr|firewall|forensic :4.5;
         hide|conceal|mask|disguise|cover|obscure activity|track|presence|intent|malicious|action|behavior|evidence :4.5;
         undetected|unnoticed|stealthy|stealthily|blend|go_undetected|under_the_radar :4;
         weaken|lower|reduce|degrade|loosen|relax security|posture|control|defense|protection|requirement :4.5;
         loss|blind|remove|disable visibility|monitoring|evidence|audit :3.5;
         audit_trail|forensic_evidence :2.5`,
      ],
    ],
  },
  {
    tactic: 'credential_access',
    techniques: [
      [
        'TA0006',
        `steal|obtain|acquire|gain|harvest|capture|extract|dump|access|collect|retrieve|find|expose|guess|crack|discover|search
           credential|password|secret|hash|token|key|cookie|private_key|certificate :4;
         credential theft|dump|harvest|exposure|material :4.5;
         authenticate as|behalf`,
      ],
    ],
  },
  {
    tactic: 'discovery',
    techniques: [
      [
        'TA0007',
        `gather|collect|obtain|learn|retrieve|determine|find information|detail|knowledge system|network|host|environment|cluster|
           account|user|configuration|process|target :3.8;
         situational_awareness|internal_reconnaissance :4.5;
         map|understand|survey|profile|learn environment|network|infrastructure|permission|system :3.8;
         enumerate :3.2;
         identify|locate|find target|resource|host|service|asset|system network|other|remote|interest|internal :3`,
      ],
    ],
  },
  {
    tactic: 'lateral_movement',
    techniques: [
      [
        'TA0008',
        `move|movement|pivot|spread|propagate lateral|laterally|other_system|other_host|across|network|remote_system|internal :4.5;
         access|connect|move other|remote|additional|adjacent system|host|machine|node|workload :3`,
      ],
    ],
  },
  {
    tactic: 'collection',
    techniques: [
      [
        'TA0009',
        `collect|gather|capture|record|copy|intercept|access|stage sensitive|personal|confidential|private|user|email data|information|
           document|file|communication -credential -password :3.8;
         prior|before|preparation|prepare exfiltration :4;
         spy|surveillance|eavesdrop :3.5`,
      ],
    ],
  },
  {
    tactic: 'c2',
    techniques: [
      [
        'TA0011',
        `communicate|communication|connect|contact|callback|beacon command|attacker|control|c2|remote|controlled server|infrastructure|
           host|domain|controlled :4;
         remote_control|remotely_control|control compromised :3.5;
         receive|fetch|retrieve|download|pull instruction|additional|further|second|malicious payload|tool|stage|file|malware|
           script :3.8`,
      ],
    ],
  },
  {
    tactic: 'exfiltration',
    techniques: [
      [
        'TA0010',
        `exfiltrate :4.5;
         leak|expose|exposure|steal|transfer|move|send|loss|theft sensitive|data|intellectual|confidential|information external|
           attacker|outside|unauthorized|public|data :3.8;
         data_exposure|data_theft|data_leak|data_loss_prevention :3.8;
         publicly accessible|available|exposed :3.5`,
      ],
    ],
  },
  {
    tactic: 'impact',
    techniques: [
      [
        'TA0040',
        `disrupt|interrupt|impact|damage|harm|halt|degrade|sabotage business|operation|service|availability|network|workflow|production|
           system :4.5;
         deny|denial|lock|block access|service|legitimate user|account|resource|legitimate :3.5;
         irreversible|unrecoverable|permanent|destructive|destroy data|deletion|delete|loss|action :4;
         destroy|corrupt|encrypt|wipe data|file|system|resource :4;
         ransom|extort|financial gain|demand|payment|victim|damage :3.5;
         inhibit|prevent|hinder recovery|restore :4.5;
         consume|hijack|abuse|steal|unexpected resource|compute|cost|cpu|billing :3.5`,
      ],
    ],
  },
];
