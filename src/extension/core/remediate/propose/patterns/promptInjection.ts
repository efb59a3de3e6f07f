import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { scaleToZero } from '../kubectl/scaleToZero.ts';
import { capture } from '../sysdig/capture.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { denyLabelled } from '../tickets/denyLabelled.ts';
import type { Pattern } from './pattern.ts';

export const promptInjection: Pattern = {
  name: 'A language model or its tools were made to act',
  signs: [
    { words: /\b(prompt|jailbreak\w*|llms?|language models?|ai (agent|assistant|tool)s?|agentic|mcp (server|tool)s?|model context)\b/i },
  ],
  asks: [getLogs, capture, labelPod, annotateWorkload, isolateNetwork, denyLabelled, pauseContainer, killProcess, scaleToZero],
};
