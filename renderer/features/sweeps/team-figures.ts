/** Metres as kilometres. */
export function kilometres(metres: number): string {
  return `${(metres / 1000).toFixed(1)} km`;
}

/** Minutes as hours. */
export function hours(minutes: number): string {
  return `${(minutes / 60).toFixed(1)} 小时`;
}
