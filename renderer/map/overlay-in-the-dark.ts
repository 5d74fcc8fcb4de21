/** Colours of the workspace's layers, and what they are on a dark ground; marks of verdicts stay as they are. */
const darkColours: Readonly<Record<string, string>> = {
  '#12335c': '#b5d0f3',
  '#1d2733': '#e4e9ef',
  '#1f5fae': '#6fa8ee',
  '#2f6fc4': '#77adf0',
  '#4f6f96': '#9bbbe0',
  '#55467d': '#c0b2e6',
  '#5d3a79': '#cbb0e0',
  '#66707c': '#a8b2bd',
  '#6b5b95': '#9d8ccb',
  '#6b7a8a': '#9aa8b6',
  '#7a4f9a': '#b58ad2',
};
const HALO = '#161c22';

/** Signs that are pale by day would be the brightest of all in the dark. */
const PALE_SIGNS = 0.5;

/** Paint as it is on a dark ground: names are light, and what is around them dark. */
export function inTheDark(paint: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(paint).map(([name, value]) => [name, darkOf(name, value)]));
}

function darkOf(name: string, value: unknown): unknown {
  if (name === 'text-halo-color') return HALO;
  return name === 'icon-opacity' ? PALE_SIGNS : darker(value);
}

function darker(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(darker);
  return typeof value === 'string' ? (darkColours[value] ?? value) : value;
}
