/** What a command printed, read as JSON; undefined where it is none: cut off, or words of a tool that failed. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
