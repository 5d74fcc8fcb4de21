/** Column and row (from the north) of the Web Mercator tile that holds a position. */
export function tileAt(lng: number, lat: number, zoom: number): readonly [x: number, y: number] {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return [Math.floor(((lng + 180) / 360) * 2 ** zoom), Math.floor(y * 2 ** zoom)];
}
