import * as z from 'zod';

// Zod compiles object schemas unless told not to, and merely finding out whether it may is a violation of the page's policy. It finds out when
// the first schema is made, so a webview imports this file before any protocol.
z.config({ jitless: true });
