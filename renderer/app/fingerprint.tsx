const PAIRS_IN_LINE = 8;

/** A fingerprint in lines of eight pairs, as one reads it out over the telephone. */
export function Fingerprint({ text }: { text: string }) {
  const pairs = text.split(':');
  const lines = Array.from({ length: Math.ceil(pairs.length / PAIRS_IN_LINE) }, (_, i) =>
    pairs.slice(i * PAIRS_IN_LINE, (i + 1) * PAIRS_IN_LINE).join(':'),
  );
  return <code className="fingerprint">{lines.join('\n')}</code>;
}
