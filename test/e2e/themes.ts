import type { Page } from 'playwright-core';

/** What the system asks for, and the class of a window that obeys. */
const themes = {
  light: [{ colorScheme: 'light', forcedColors: 'none' }, 'vs'],
  contrast: [{ colorScheme: 'dark', forcedColors: 'active' }, 'hc-black'],
  dark: [{ colorScheme: 'dark', forcedColors: 'none' }, 'vs-dark'],
} as const;

export type Theme = keyof typeof themes;

export const themeNames: readonly Theme[] = ['light', 'contrast', 'dark'];

/** With these the window obeys the system. */
export const themeSettings = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'editor.minimap.enabled': false,
};

/** Resolves when the window has changed. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  const [system, kind] = themes[theme];
  await page.emulateMedia(system);
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
}
