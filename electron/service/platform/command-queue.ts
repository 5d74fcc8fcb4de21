/** Runs tasks one after another in the order in which they came. */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Tasks that are running or wait. */
  get length(): number {
    return this.#waiting;
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const next = this.#last.then(task, task).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Resolves when everything queued so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
