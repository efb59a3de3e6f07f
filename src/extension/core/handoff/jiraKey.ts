/** `RUNTIME-12`. What an answer calls a key and does not look so is none: keys stand in messages, links and the shared state. */
export const jiraKey = /^[A-Z][A-Z0-9_]{0,255}-\d{1,18}$/i;
