import type * as z from 'zod';

type VsCodeApi = { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };
declare function acquireVsCodeApi(): VsCodeApi;

/** The webview's end of a panel: intents up, whole views down, and what only concerns the screen kept over hide and reload. */
export type Bridge<Intent, Message, Screen> = {
  post(intent: Intent): void;
  /** A message that is not exactly what the protocol says is reported and ignored. */
  onMessage(handle: (message: Message) => void): void;
  /** What was kept, as far as it still has the form that is asked for. */
  kept(): Screen | undefined;
  keep(screen: Screen): void;
};

export function connectBridge<Intent, Message, Screen>(
  messages: z.ZodType<Message>,
  screens: z.ZodType<Screen>,
): Bridge<Intent, Message, Screen> {
  const host = acquireVsCodeApi();
  return {
    post: (intent) => host.postMessage(intent),
    onMessage: (handle) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = messages.safeParse(data);
        if (message.success) handle(message.data);
        else reportError(new Error(`A message of the host does not fit the protocol: ${message.error.issues.length} issues`));
      }),
    kept: () => screens.safeParse(host.getState()).data,
    keep: (screen) => host.setState(screen),
  };
}
