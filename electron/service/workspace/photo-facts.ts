/** What a photo's own record says: local time without zone (YYYY-MM-DDTHH:MM), and WGS84 position. */
export interface PhotoFacts {
  readonly takenAt: string | null;
  readonly position: readonly [number, number] | null;
}

/** Reads a photo's EXIF; nothing where it has none or it cannot be read. */
export async function readPhotoFacts(bytes: Buffer): Promise<PhotoFacts> {
  try {
    const { default: exifr } = await import('exifr');
    const tags: Record<string, unknown> | undefined = await exifr.parse(bytes, {
      pick: ['DateTimeOriginal', 'CreateDate'],
      reviveValues: false,
    });
    const place = await exifr.gps(bytes);
    const { DateTimeOriginal, CreateDate } = tags ?? {};
    const { longitude, latitude } = place ?? {};
    return {
      takenAt: localTime(DateTimeOriginal ?? CreateDate),
      position:
        Number.isFinite(longitude) && Number.isFinite(latitude) && (longitude !== 0 || latitude !== 0)
          ? [longitude as number, latitude as number]
          : null,
    };
  } catch {
    return { takenAt: null, position: null };
  }
}

/** EXIF writes 2026:11:21 09:30:00, in the time of the place. */
function localTime(value: unknown): string | null {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d)/.exec(String(value ?? '')) ?? [];
  return time && year !== '0000' ? `${year}-${month}-${day}T${time}` : null;
}
