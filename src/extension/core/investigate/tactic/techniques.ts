import { type Tactic, tacticOrder } from '../../model/tactic.ts';

/**
 * Enterprise techniques by tactic, as ATT&CK's matrix has them; sub-techniques follow their parent unless they stand here themselves.
 * A technique under several tactics is listed first where it is mostly used, and its other tactics are `also`.
 */
const primary: Readonly<Record<Tactic, string>> = {
  reconnaissance: 'T1589 T1590 T1591 T1592 T1593 T1594 T1595 T1596 T1597 T1598 T1681',
  resource_development: 'T1583 T1584 T1585 T1586 T1587 T1588 T1608 T1650',
  initial_access: 'T1078 T1189 T1190 T1195 T1199 T1200 T1566 T1659 T1669',
  execution: 'T1047 T1059 T1072 T1106 T1129 T1203 T1204 T1559 T1569 T1609 T1610 T1648 T1651 T1674 T1675 T1677',
  persistence: 'T1037 T1053 T1098 T1112 T1133 T1136 T1137 T1176 T1505 T1525 T1542 T1543 T1546 T1547 T1554 T1574 T1653 T1668 T1671',
  privilege_escalation: 'T1068 T1134 T1484 T1548 T1611',
  defense_evasion:
    'T1006 T1014 T1027 T1036 T1055 T1070 T1127 T1140 T1197 T1202 T1205 T1207 T1211 T1216 T1218 T1220 T1221 T1222 T1480 T1497 T1535 T1550 T1553 T1562 T1564 T1578 T1599 T1600 T1601 T1612 T1620 T1622 T1647 T1656 T1666 T1672 T1678 T1679 T1685 T1686 T1687 T1688 T1689 T1690',
  credential_access: 'T1003 T1040 T1056 T1110 T1111 T1187 T1212 T1528 T1539 T1552 T1555 T1556 T1557 T1558 T1606 T1621 T1649',
  discovery:
    'T1007 T1010 T1012 T1016 T1018 T1033 T1046 T1049 T1057 T1069 T1082 T1083 T1087 T1120 T1124 T1135 T1201 T1217 T1482 T1518 T1526 T1538 T1580 T1613 T1614 T1615 T1619 T1652 T1654 T1673 T1680',
  lateral_movement: 'T1021 T1080 T1091 T1210 T1534 T1563 T1570',
  collection: 'T1005 T1025 T1039 T1074 T1113 T1114 T1115 T1119 T1123 T1125 T1185 T1213 T1530 T1560 T1602',
  c2: 'T1001 T1008 T1071 T1090 T1092 T1095 T1102 T1104 T1105 T1132 T1219 T1568 T1571 T1572 T1573 T1665',
  exfiltration: 'T1011 T1020 T1029 T1030 T1041 T1048 T1052 T1537 T1567',
  impact: 'T1485 T1486 T1489 T1490 T1491 T1495 T1496 T1498 T1499 T1529 T1531 T1561 T1565 T1657 T1667',
};

const also: Readonly<Record<string, readonly Tactic[]>> = {
  T1040: ['discovery'],
  T1053: ['execution', 'privilege_escalation'],
  T1055: ['privilege_escalation'],
  T1056: ['collection'],
  T1072: ['lateral_movement'],
  T1078: ['privilege_escalation', 'persistence', 'defense_evasion'],
  T1091: ['initial_access'],
  T1098: ['privilege_escalation'],
  T1133: ['initial_access'],
  T1134: ['defense_evasion'],
  T1197: ['persistence'],
  T1205: ['c2', 'persistence'],
  T1484: ['defense_evasion'],
  T1497: ['discovery'],
  T1542: ['defense_evasion'],
  T1543: ['privilege_escalation'],
  T1546: ['privilege_escalation'],
  T1547: ['privilege_escalation'],
  T1548: ['defense_evasion'],
  T1550: ['lateral_movement'],
  T1556: ['persistence', 'defense_evasion'],
  T1557: ['collection'],
  T1574: ['privilege_escalation', 'defense_evasion'],
  T1610: ['defense_evasion'],
  T1622: ['discovery'],
  T1659: ['c2'],
};

/**
 * Ids from before sub-techniques (2020), now revoked; tags of older rules still carry them. What they became is told by the tactic
 * alone, since the id stands in the case as the rule has it.
 */
const revoked: Readonly<Partial<Record<Tactic, string>>> = {
  initial_access: 'T1192 T1193 T1194',
  execution: 'T1028 T1035 T1061 T1064 T1086 T1151 T1152 T1153 T1155 T1170 T1173 T1175 T1177 T1191 T1196 T1223',
  persistence:
    'T1004 T1013 T1015 T1019 T1023 T1031 T1034 T1042 T1050 T1054 T1060 T1062 T1067 T1100 T1101 T1103 T1109 T1128 T1131 T1138 T1150 T1154 T1156 T1157 T1159 T1160 T1161 T1162 T1163 T1164 T1165 T1168 T1180 T1182 T1183 T1198 T1209 T1215 T1500 T1501 T1504 T1519',
  privilege_escalation: 'T1038 T1044 T1058 T1088 T1166 T1169 T1178 T1181 T1206 T1514',
  defense_evasion:
    'T1009 T1045 T1066 T1073 T1085 T1089 T1093 T1096 T1099 T1107 T1108 T1116 T1117 T1118 T1121 T1122 T1126 T1130 T1144 T1146 T1147 T1148 T1149 T1158 T1186 T1502 T1506 T1536',
  credential_access: 'T1081 T1139 T1141 T1142 T1145 T1167 T1171 T1174 T1179 T1208 T1214 T1503 T1522',
  discovery: 'T1063',
  lateral_movement: 'T1017 T1051 T1075 T1076 T1077 T1097 T1184 T1527',
  collection: 'T1002 T1022',
  c2: 'T1024 T1032 T1043 T1065 T1079 T1094 T1172 T1188 T1483',
  impact: 'T1487 T1488 T1492 T1493 T1494',
};

const byTechnique: ReadonlyMap<string, Tactic> = new Map(
  tacticOrder.flatMap((tactic) =>
    `${primary[tactic]} ${revoked[tactic] ?? ''}`
      .trim()
      .split(' ')
      .map((technique) => [technique, tactic] as const),
  ),
);

/** Tactics of a technique or sub-technique id, the usual one first; empty for an id that the pinned matrix does not have. */
export function tacticsOf(technique: string): readonly Tactic[] {
  const parent = technique.split('.')[0] ?? technique;
  const known = byTechnique.has(technique) ? technique : parent;
  const first = byTechnique.get(known);
  return first === undefined ? [] : [first, ...(also[known] ?? [])];
}
