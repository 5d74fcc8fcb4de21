/// <reference path="./pdfkit-parts.d.ts" />
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const pack = promisify<Buffer, Buffer>(deflate);
/** Pages that may be drawn before the first of them is written. */
const AHEAD = 8;

/** Pages that are compressed in other threads while the next ones are drawn; pdfkit would have everything wait for each. */
export class PackedPages {
  readonly #pages: { readonly content: PDFKit.PDFKitReference; readonly packed: Promise<Buffer> }[] = [];

  /** Takes a page over, whose drawing begins: once it is drawn it is compressed, and written by the calls below. */
  take(content: PDFKit.PDFKitReference): void {
    content.end = () => {
      this.#pages.push({ content, packed: pack(Buffer.concat(content.buffer)) });
    };
  }

  /** Writes the first pages, so that only a few are kept in memory; always in the same order. */
  async writeSome(): Promise<void> {
    await this.#write(AHEAD);
  }

  async writeAll(): Promise<void> {
    await this.#write(0);
  }

  async #write(left: number): Promise<void> {
    while (this.#pages.length > left) {
      const [first] = this.#pages.splice(0, 1);
      if (!first) return;
      first.content.buffer = [await first.packed];
      first.content.compress = false;
      first.content.finalize();
    }
  }
}
