/** A reading that is kept, unless it fails: then the next one to ask tries again. */
export function keepUnlessFailed<T>(reading: Promise<T>, forget: () => void): Promise<T> {
  reading.catch(forget);
  return reading;
}
