import type { DataService } from '#service/dispatch/service.ts';
import type { Area } from '#shared/contract/areas.ts';
import type { KeptQueryName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Question } from './kept-questions.ts';

/**
 * After so many changes of an area that did not move an answer, it is not asked for again after each further one: what
 * a question rests on does not depend on which command changed it.
 */
const ENOUGH = 3;

/** A page that keeps every answer until it hears that it is stale. */
export class KeepingPage {
  /** Queries of which an answer was another one after it had become stale. */
  readonly moved = new Set<KeptQueryName>();
  readonly #service: DataService;
  readonly #questions: readonly Question[];
  readonly #kept = new Map<Question, string>();
  readonly #forgotten = new Map<Question, string>();
  /** How often a question was asked anew after a change of an area. */
  readonly #asked = new Map<Question, Map<Area, number>>();

  constructor(service: DataService, questions: readonly Question[]) {
    this.#service = service;
    this.#questions = questions;
  }

  /** Forgets the answers that it is told to be stale. */
  listen(): void {
    this.#service.subscribe((event) => {
      if (event.event !== 'stale') return;
      for (const question of this.#questions) {
        const answer = event.queries.includes(question.name) ? this.#kept.get(question) : undefined;
        if (answer === undefined) continue;
        this.#forgotten.set(question, answer);
        this.#kept.delete(question);
      }
    });
  }

  /** Asks for what it does not know: for all of it, or for what is to be looked at after changes of these areas. */
  async fill(changed?: readonly Area[]): Promise<void> {
    for (const question of this.#questions) {
      if (this.#kept.has(question) || !this.#isWanted(question, changed)) continue;
      const answer = await this.#ask(question);
      const before = this.#forgotten.get(question);
      if (before !== undefined && before !== answer) this.moved.add(question.name);
      this.#kept.set(question, answer);
    }
  }

  /**
   * Asks once more, worked out anew and not from what the service keeps, for what was not asked often enough after
   * changes of these areas, or for everything: the questions that are answered otherwise by now.
   */
  async wrong(changed?: readonly Area[]): Promise<string[]> {
    await this.fill(changed);
    const { answers, kept, rowSets } = this.#service.workspace;
    for (const each of [answers, kept, rowSets]) each.clear();
    const wrong: string[] = [];
    for (const [question, answer] of this.#kept) {
      if (!this.#isWanted(question, changed)) continue;
      this.#count(question, changed ?? []);
      const now = await this.#ask(question);
      if (now === answer) continue;
      wrong.push(`${question.name} ${JSON.stringify(question.input).slice(0, 80)}`);
      this.#kept.set(question, now);
    }
    return wrong;
  }

  /** Whether a question was not asked often enough after changes of one of these areas, or never moved. */
  #isWanted(question: Question, changed: readonly Area[] | undefined): boolean {
    if (!this.moved.has(question.name)) return true;
    const asked = this.#asked.get(question);
    return changed?.some((area) => (asked?.get(area) ?? 0) < ENOUGH) ?? true;
  }

  #count(question: Question, changed: readonly Area[]): void {
    const asked = this.#asked.get(question) ?? new Map<Area, number>();
    this.#asked.set(question, asked);
    for (const area of new Set(changed)) asked.set(area, (asked.get(area) ?? 0) + 1);
  }

  async #ask({ name, input }: Question): Promise<string> {
    const { signal } = new AbortController();
    try {
      const answer = await this.#service.call({ id: name, name, input, signal });
      return answer instanceof Uint8Array ? Buffer.from(answer).toString('base64') : JSON.stringify(answer);
    } catch (error) {
      // What is not there yet is refused, and that is an answer too.
      if (error instanceof CodedError && error.code !== 'INTERNAL') return error.code;
      throw error;
    }
  }
}
