/** A word of the dictionary found in a name. */
export interface FoundWord<T> {
  readonly word: string;
  /** Where it begins; it ends where it was looked for. */
  readonly start: number;
  readonly meaning: T;
}

interface Node<T> {
  readonly next: Map<number, Node<T>>;
  word: { readonly text: string; meaning: T } | null;
}

/**
 * Finds words from the end of a text towards its beginning, because the last noun of a Chinese name says what the
 * business is. Words are kept letter by letter from their ends, so that a look costs a few steps however many there are.
 */
export class WordTrie<T> {
  readonly #root: Node<T> = { next: new Map(), word: null };
  /** Whether any word ends with a letter: most places of a name are passed over by this alone. */
  readonly #ends = new Uint8Array(0x10000);

  /** Keeps a word; `join` makes one meaning of two where the word is known. */
  add(text: string, meaning: T, join: (known: T, added: T) => T): void {
    let node = this.#root;
    for (let i = text.length - 1; i >= 0; i--) {
      const letter = text.charCodeAt(i);
      let next = node.next.get(letter);
      if (!next) {
        next = { next: new Map(), word: null };
        node.next.set(letter, next);
      }
      node = next;
    }
    node.word = { text, meaning: node.word ? join(node.word.meaning, meaning) : meaning };
    this.#ends[text.charCodeAt(text.length - 1)] = 1;
  }

  /** The longest word that ends before `end`; null where none does. */
  endingAt(text: string, end: number): FoundWord<T> | null {
    if (this.#ends[text.charCodeAt(end - 1)] === 0) return null;
    let node: Node<T> | undefined = this.#root;
    let found: Node<T>['word'] = null;
    let foundAt = 0;
    for (let start = end - 1; start >= 0; start--) {
      node = node.next.get(text.charCodeAt(start));
      if (!node) break;
      if (node.word && isWhole(text, start, end)) {
        found = node.word;
        foundAt = start;
      }
    }
    return found && { word: found.text, start: foundAt, meaning: found.meaning };
  }
}

/** Whether Latin letters and digits at the ends of a word are not parts of longer ones: BAR is not in BARBIE. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !joins(text.charCodeAt(start - 1), text.charCodeAt(start)) &&
    !joins(text.charCodeAt(end - 1), text.charCodeAt(end))
  );
}

function joins(left: number, right: number): boolean {
  return (isLetter(left) && isLetter(right)) || (isDigit(left) && isDigit(right));
}

function isLetter(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
