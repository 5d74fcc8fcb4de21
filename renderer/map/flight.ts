/** A flight to a place, milliseconds. */
export const FLIGHT_MS = 450;

/** How the map is brought to the bounds of the workspace. */
export const FIT = { padding: 48, maxZoom: 16, animate: false } as const;
