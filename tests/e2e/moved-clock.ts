import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { temporaryFolder } from '../support/temporary.ts';

const KEY = 'moved-clock';

/**
 * The clock of a program that runs as people run it, in processes of its own: their `new Date()` tells the moment that a
 * test has come to, and goes on from there. Who is let in, and until when, goes by the machine's own clock.
 */
export class MovedClock {
  /** For the processes of the program. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;
  #isInPage = false;

  /** `minute` as 2026-03-02T09:00, of China's clock. */
  constructor(minute: string) {
    const folder = temporaryFolder();
    this.#file = join(folder, 'ahead');
    const moving = join(folder, 'moved-clock.cjs');
    writeFileSync(
      moving,
      `(${moveServiceClock.toString()})(require('node:fs'), ${JSON.stringify(this.#file)})`,
    );
    writeFileSync(this.#file, String(aheadOf(minute)));
    // Electron takes no options for Node along: the Node that it runs the service in is given them by a program of its name.
    const node = join(folder, 'node');
    writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' --require='${moving}' "$@"\n`, {
      mode: 0o755,
    });
    this.environment = {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require=${moving}`,
      XUEANTU_NODE: node,
    };
  }

  /** From now on it is that minute, for the service and for the page, which is loaded anew as on another day. */
  async goTo(page: Page, minute: string): Promise<void> {
    const ahead = aheadOf(minute);
    writeFileSync(this.#file, String(ahead));
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, String(ahead)] as const);
    if (!this.#isInPage) await page.addInitScript(movePageClock, KEY);
    this.#isInPage = true;
    await page.reload();
  }
}

function aheadOf(minute: string): number {
  return Date.parse(`${minute}:00+08:00`) - Date.now();
}

/** Runs before anything else in each process of the program. */
function moveServiceClock(fs: { readFileSync(path: string, encoding: 'utf8'): string }, file: string): void {
  const real = Date;
  globalThis.Date = new Proxy(real, {
    construct: (target, given, made) =>
      Reflect.construct(
        target,
        given.length > 0 ? given : [real.now() + Number(fs.readFileSync(file, 'utf8'))],
        made,
      ),
  });
}

/** Runs in the page before anything else: it shows forms that begin with the day. */
function movePageClock(key: string): void {
  const real = Date;
  const now = () => real.now() + Number(localStorage.getItem(key) ?? 0);
  globalThis.Date = new Proxy(real, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
