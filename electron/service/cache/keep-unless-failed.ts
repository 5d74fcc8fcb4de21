/** Keeps the result of a reading. A failed one is not kept (`forget` is called), so that the next call reads again. */
export function keepUnlessFailed<T>(reading: Promise<T>, forget: () => void): Promise<T> {
  reading.catch(forget);
  return reading;
}
