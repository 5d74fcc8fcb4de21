/** A school, and one far from everything. */
export const schoolsList =
  '学校名称,学段,经度,纬度\n东街小学,小学,116.400000,39.900000\n远郊小学,小学,116.600000,39.700000\n';

/**
 * A list of venues of which some are planted within a hundred metres of the school's point; all others lie two kilometres
 * away or further.
 */
export function listOfVenues(rows: number, planted: number, mark = ''): { lines: string; planted: string[] } {
  const header = '名称,类别,地址,经度,纬度,登记状态';
  const names: string[] = [];
  const lines = Array.from({ length: rows }, (_, i) => {
    // Spread over the list, so that none is missed for where it stands.
    const isPlanted = names.length < planted && i % Math.floor(rows / planted) === 0;
    const name = `${mark}${isPlanted ? '网吧' : '商行'}${i}`;
    if (isPlanted) names.push(name);
    const [lng, lat] = isPlanted
      ? [116.4 + ((i % 7) - 3) * 1e-4, 39.9 + ((i % 5) - 2) * 1e-4]
      : [116.43 + (i % 300) * 1e-4, 39.92 + Math.floor(i / 300) * 1e-4];
    const kind = isPlanted ? '网吧' : '百货零售';
    return `${name},${kind},${mark}东街${i}号,${lng.toFixed(6)},${lat.toFixed(6)},存续`;
  });
  return { lines: [header, ...lines].join('\n'), planted: names };
}
