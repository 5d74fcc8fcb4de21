/** A change that somebody means. */
export interface Meant {
  readonly venue: number;
  readonly field: string;
  /** No other change writes the same. */
  readonly value: string;
  /** What the page had seen there when it was sent. */
  readonly instead: string;
}

const keyOf = ({ venue, field, value }: Omit<Meant, 'instead'>) => `${venue} ${field} ${value}`;

/** What people sent and what the office has told them: its word, to which it is held. */
export class Told {
  /** Texts of visits: whether the office has said that they are recorded. */
  readonly visits = new Map<string, boolean>();
  /** Changes of venues, by their key, in the same way. */
  readonly changes = new Map<string, { readonly meant: Meant; acknowledged: boolean }>();
  /** Lists, by the word with which their rows begin: how many rows they have, and what the office said of them. */
  readonly lists = new Map<string, { rows: number; state: ListState }>();

  sendVisit(text: string): void {
    if (!this.visits.has(text)) this.visits.set(text, false);
  }

  sendChange(meant: Meant): void {
    this.changes.set(keyOf(meant), { meant, acknowledged: false });
  }

  /** Whether the office said that a change holds; what it refused may never be there. */
  answerChange(meant: Meant, holds: boolean): void {
    if (holds) this.changes.set(keyOf(meant), { meant, acknowledged: true });
    else this.changes.delete(keyOf(meant));
  }

  acknowledgedVisits(): string[] {
    return [...this.visits].filter(([, acknowledged]) => acknowledged).map(([text]) => text);
  }
}

/** `unknown` where nobody heard whether it was carried out: it is there as a whole or not at all. */
type ListState = 'there' | 'gone' | 'unknown';
