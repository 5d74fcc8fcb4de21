/**
 * A hash of texts: 64 bits in two lanes after Fowler, Noll and Vo, and the length. It tells versions of one
 * row apart, where chance does not make two of them equal and nobody gains by trying. For half a million rows
 * it takes a fifth of the time of a cryptographic hash, most of which is spent on the way there.
 */
export class TextHash {
  #a = 0x9e3779b1;
  #b = 0x85ebca77;
  #length = 0;

  add(text: string): this {
    let [a, b] = [this.#a, this.#b];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0xc2b2ae3d) ^ (b >>> 15);
    }
    // What ends one text begins the next otherwise than if they were one.
    this.#a = Math.imul(a ^ 0xffff, 0x27d4eb2f);
    this.#b = Math.imul(b ^ text.length, 0x165667b1) ^ (a >>> 13);
    this.#length += text.length;
    return this;
  }

  copy(): TextHash {
    const copy = new TextHash();
    copy.#a = this.#a;
    copy.#b = this.#b;
    copy.#length = this.#length;
    return copy;
  }

  get text(): string {
    return `${(this.#a >>> 0).toString(36)}${(this.#b >>> 0).toString(36)}${this.#length.toString(36)}`;
  }
}
