import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A green that is nobody's trademark; shade 7 on white and shade 4 on dark keep 4.5:1. */
const leaf: MantineColorsTuple = [
  '#e7f8f1',
  '#d0eee2',
  '#a3ddc5',
  '#71cba6',
  '#43b486',
  '#259a6c',
  '#158257',
  '#0b6e48',
  '#065a3a',
  '#03452c',
];

export const theme = createTheme({
  primaryColor: 'leaf',
  // In the dark still deep enough for white letters: whether they are white is decided by the light one.
  primaryShade: { light: 7, dark: 6 },
  colors: { leaf },
  autoContrast: true,
  // Where black and white are as readable as each other, by the formula of WCAG.
  luminanceThreshold: 0.179,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // As everything else is written; Arabic has no capitals anyway.
  components: { Badge: { defaultProps: { tt: 'none' } } },
});
