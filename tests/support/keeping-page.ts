import type { DataService } from '#service/dispatch/service.ts';
import { areas } from '#shared/contract/areas.ts';
import type { KeptQueryName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Question } from './kept-questions.ts';

/** A page that keeps every answer until it hears that it is stale. */
export class KeepingPage {
  /** Queries of which an answer was another one after it had become stale. */
  readonly moved = new Set<KeptQueryName>();
  readonly #service: DataService;
  readonly #questions: readonly Question[];
  readonly #kept = new Map<Question, string>();
  readonly #forgotten = new Map<Question, string>();

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

  /** Asks for what it does not know. */
  async fill(): Promise<void> {
    for (const question of this.#questions) {
      if (this.#kept.has(question)) continue;
      const answer = await this.#ask(question);
      const before = this.#forgotten.get(question);
      if (before !== undefined && before !== answer) this.moved.add(question.name);
      this.#kept.set(question, answer);
    }
  }

  /**
   * Asks once more for everything, worked out anew and not from what the service keeps: the questions that are answered
   * otherwise by now.
   */
  async wrong(): Promise<string[]> {
    await this.fill();
    const { answers, kept, rowSets } = this.#service.workspace;
    for (const each of [answers, kept, rowSets]) each.forget(areas);
    const wrong: string[] = [];
    for (const [question, answer] of this.#kept) {
      const now = await this.#ask(question);
      if (now === answer) continue;
      wrong.push(`${question.name} ${JSON.stringify(question.input).slice(0, 80)}`);
      this.#kept.set(question, now);
    }
    return wrong;
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
