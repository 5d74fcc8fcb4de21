import { partsOfName } from './plain-name.ts';

/** A name whose kind is certain. */
export interface TaughtName {
  readonly name: string;
  readonly kind: string;
}

/** How much a name is like those of a kind, and the pieces of it that say so, the most telling first. */
export interface Likeness {
  /** Log-odds: above `LIKELY` a look is worth while. */
  readonly score: number;
  readonly pieces: readonly string[];
}

/** Measured: of doubtful names above it two in five are of the kind that is hinted at, of all of them one in eight. */
export const LIKELY = -1;

/** Fewer names teach nothing. */
const LEAST_NAMES = 8;
const LONGEST_PIECE = 3;
/** Times that all names are gone through, each with smaller steps than the last. */
const ROUNDS = 5;
const STEP = 0.3;
/** Smaller errors are not worth a step. */
const LEAST_ERROR = 1e-3;
/** Most names are of no particular kind. */
const BIAS = -2;
const SHOWN_PIECES = 3;
/** A piece that says less is not told. */
const LEAST_WEIGHT = 0.2;

/**
 * Learns which pieces of names (one to three characters, with beginning and end) speak for each of some kinds and which
 * against, by logistic regression over names that are certain. What it says is weaker than any word of the dictionary:
 * it tells which doubts to look at first, and decides nothing. Names should come in no order; null where too few are of
 * any of the kinds.
 */
export function learnPieces(
  taught: readonly TaughtName[],
  wanted: ReadonlySet<string>,
): ((name: string, kind: string) => Likeness | null) | null {
  const counts = new Map<string, number>();
  for (const { kind } of taught) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...wanted].filter((kind) => (counts.get(kind) ?? 0) >= LEAST_NAMES);
  if (kinds.length === 0) return null;
  const ids = new Map<string, number>();
  const names = taught.map(({ name, kind }) => ({ kind, pieces: numbersOf(piecesOf(name), ids) }));
  const weights = new Map(kinds.map((kind) => [kind, new Float32Array(ids.size)]));
  for (const [kind, own] of weights)
    for (let round = 0; round < ROUNDS; round++)
      for (const { kind: right, pieces } of names) step(own, pieces, right === kind, STEP / (1 + round));
  return (name, kind) => {
    const own = weights.get(kind);
    return own ? likenessOf(name, own, ids) : null;
  };
}

/** Moves the weights of a name's pieces so that it is told a little better. */
function step(weights: Float32Array, pieces: readonly number[], isRight: boolean, rate: number): void {
  let sum = BIAS;
  for (const piece of pieces) sum += weights[piece] ?? 0;
  const error = Number(isRight) - 1 / (1 + Math.exp(-sum));
  if (Math.abs(error) < LEAST_ERROR) return;
  for (const piece of pieces) weights[piece] = (weights[piece] ?? 0) + rate * error;
}

function likenessOf(name: string, weights: Float32Array, ids: ReadonlyMap<string, number>): Likeness {
  const found = piecesOf(name).flatMap((piece) => {
    const id = ids.get(piece);
    return id === undefined ? [] : [{ piece, weight: weights[id] ?? 0 }];
  });
  const score = found.reduce((sum, { weight }) => sum + weight, BIAS);
  const telling = found.filter(({ weight }) => weight >= LEAST_WEIGHT).sort((a, b) => b.weight - a.weight);
  return { score, pieces: apart(telling.map(({ piece }) => piece.replace(/[\^$]/g, ''))) };
}

/** The first pieces of which none holds another: that says the same. */
function apart(pieces: readonly string[]): readonly string[] {
  const shown: string[] = [];
  for (const piece of pieces)
    if (shown.length < SHOWN_PIECES && !shown.some((each) => each.includes(piece) || piece.includes(each)))
      shown.push(piece);
  return shown;
}

function numbersOf(pieces: readonly string[], ids: Map<string, number>): number[] {
  return pieces.map((piece) => {
    const known = ids.get(piece) ?? ids.size;
    ids.set(piece, known);
    return known;
  });
}

/** Each piece of a name once; its beginning and its end are marked. */
function piecesOf(name: string): readonly string[] {
  const text = `^${partsOfName(name).text}$`;
  const pieces = new Set<string>();
  for (let length = 1; length <= LONGEST_PIECE; length++)
    for (let at = 0; at + length <= text.length; at++) pieces.add(text.slice(at, at + length));
  pieces.delete('^');
  pieces.delete('$');
  return [...pieces];
}
