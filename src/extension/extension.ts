import * as vscode from 'vscode';
import { createCommands } from './editor/commands.ts';
import { registerConnecting } from './editor/connecting.ts';
import { createConnections } from './editor/connections.ts';
import { registerInvestigating } from './editor/investigating.ts';
import { createLog } from './editor/log.ts';
import type { Doors } from './editor/preflight.ts';
import { createQuestions } from './editor/questions.ts';
import { createSeenCases } from './editor/seenCases.ts';
import { registerStatusBar } from './editor/statusBar.ts';
import { createTenantSession } from './editor/tenantSession.ts';
import { registerThreatsView } from './editor/threatsView.ts';
import { systemClock } from './node/systemClock.ts';

/** What the machine and the sample tenant offer, each loaded on first use: activation registers and contacts nothing. */
