import type { StixObject } from './stixObject.ts';

const extensionId = 'extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4';
const mitre = 'identity--d673f8cb-c168-42da-8ed4-0cb26725f86c';
const published = '2022-08-02T19:34:35.143Z';

/** What makes an object one of Attack Flow's. */
export const isAttackFlow = { extensions: { [extensionId]: { extension_type: 'new-sdo' } } } as const;

/** MITRE's definition of Attack Flow 2.0.0 and its author, as published: every bundle carries both. */
export const attackFlowExtension: readonly StixObject[] = [
  {
    type: 'extension-definition',
    id: extensionId,
    spec_version: '2.1',
    name: 'Attack Flow',
    description: 'Extends STIX 2.1 with features to create Attack Flows.',
    created: published,
    modified: published,
    created_by_ref: mitre,
    schema: 'https://center-for-threat-informed-defense.github.io/attack-flow/stix/attack-flow-schema-2.0.0.json',
    version: '2.0.0',
    extension_types: ['new-sdo'],
    external_references: [
      {
        source_name: 'Documentation',
        description: 'Documentation for Attack Flow',
        url: 'https://center-for-threat-informed-defense.github.io/attack-flow',
      },
      {
        source_name: 'GitHub',
        description: 'Source code repository for Attack Flow',
        url: 'https://github.com/center-for-threat-informed-defense/attack-flow',
      },
    ],
  },
  {
    type: 'identity',
    spec_version: '2.1',
    id: mitre,
    created_by_ref: mitre,
    created: published,
    modified: published,
    name: 'MITRE Center for Threat-Informed Defense',
    identity_class: 'organization',
  },
];
