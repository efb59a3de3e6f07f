import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { serviceAccountOf } from '../../../facts/k8sRequest.ts';
import { readsKubeToken } from '../../../facts/kubeToken.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import type { CausalLink } from '../causalLink.ts';

/** A pod's token was read, and then a service account of its namespace began a session in the cloud. Inferred: pods share their namespace's accounts. */
export const webIdentity: CausalLink = {
  name: 'web identity',
  inferred: true,
  within: 24 * hour,
  causes: (event) => {
    const { namespace, awsAccount } = event.scope;
    return namespace === undefined || !readsKubeToken(event) ? [] : causesAgreeing(namespace, awsAccount);
  },
  effects: (event) => {
    const call = cloudCallOf(event);
    if (call === undefined || !/^AssumeRoleWithWebIdentity$/.test(call.api)) return [];
    const namespace = serviceAccountOf(
      /system:serviceaccount:[^:\s]+:[^:\s]+/.exec(`${call.user ?? ''} ${call.arn ?? ''}`)?.[0],
    )?.namespace;
    return namespace === undefined ? [] : effectsAgreeing(namespace, call.account);
  },
  reason: (_cause, effect) => phrase`a token was read in the namespace of ${code(cloudCallOf(effect)?.user ?? '')}, who began the session`,
};
