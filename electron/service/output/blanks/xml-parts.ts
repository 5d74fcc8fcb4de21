import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { unpackPaths } from '../../import/readers/unpack.ts';

/** A blank form is a page or two: what is larger is no form. */
const LIMITS = { largest: 64 * 2 ** 20, mostFiles: 500 };

/** The parts of an office file, those that are changed as documents. What is not touched stays byte for byte. */
export class XmlParts {
  readonly #file: string;
  readonly #parts: Map<string, Uint8Array>;
  readonly #opened = new Map<string, Document>();

  private constructor(parts: Map<string, Uint8Array>, file: string) {
    this.#parts = parts;
    this.#file = file;
  }

  /** Errors: FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE. */
  static async open(bytes: Uint8Array, file: string): Promise<XmlParts> {
    return new XmlParts(await unpackPaths(Buffer.from(bytes), file, LIMITS), file);
  }

  get paths(): readonly string[] {
    return [...this.#parts.keys()];
  }

  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** A part as a document, changed in place. Errors: FILE_DAMAGED. */
  document(path: string): Document {
    const known = this.#opened.get(path);
    if (known) return known;
    const bytes = this.#parts.get(path);
    if (!bytes) throw this.#damaged(`缺少 ${path}`);
    const text = strFromU8(bytes).replace(/^\ufeff/, '');
    // A document type can define entities that grow without end.
    if (/<!DOCTYPE/i.test(text)) throw this.#damaged('含 DOCTYPE');
    const document = this.#parse(text);
    this.#opened.set(path, document);
    return document;
  }

  #parse(text: string): Document {
    try {
      const refuse = (level: string, message: string) => {
        if (level !== 'warning') throw new Error(message);
      };
      return new DOMParser({ onError: refuse }).parseFromString(text, 'text/xml');
    } catch {
      throw this.#damaged('XML 不完整');
    }
  }

  /** The root of a part. Errors: FILE_DAMAGED. */
  root(path: string): Element {
    const root = this.document(path).documentElement;
    if (!root) throw this.#damaged(path);
    return root;
  }

  remove(path: string): void {
    this.#parts.delete(path);
    this.#opened.delete(path);
  }

  toBytes(): Uint8Array {
    const serializer = new XMLSerializer();
    for (const [path, document] of this.#opened)
      this.#parts.set(path, strToU8(serializer.serializeToString(document)));
    return zipSync(Object.fromEntries(this.#parts));
  }

  #damaged(fault: string): CodedError {
    return new CodedError('FILE_DAMAGED', { file: this.#file, fault });
  }
}

/** All elements of a name beneath another, whatever their prefix. */
export function under(parent: Element, name: string): Element[] {
  return [...parent.getElementsByTagNameNS('*', name)];
}

/** The elements of a name right beneath another. */
export function childrenOf(parent: Element, name: string): Element[] {
  return [...parent.children].filter(({ localName }) => localName === name);
}

export function childOf(parent: Element, name: string): Element | undefined {
  return childrenOf(parent, name)[0];
}

/** A new element of the same namespace and prefix as another. */
export function makeLike(model: Element, name: string): Element {
  const document = model.ownerDocument;
  if (!document) throw new Error('an element of no document');
  return document.createElementNS(model.namespaceURI, model.prefix ? `${model.prefix}:${name}` : name);
}

export function copyOf(element: Element): Element {
  const document = element.ownerDocument;
  if (!document) throw new Error('an element of no document');
  return document.importNode(element, true);
}

/** The attribute of a name with any prefix; empty where there is none. */
export function attribute(element: Element | undefined, name: string): string {
  if (!element) return '';
  for (const { localName, name: whole, value } of element.attributes)
    if (localName === name || whole === name) return value;
  return '';
}

export function setText(element: Element, text: string): void {
  element.textContent = text;
  if (/^\s|\s$|\n/.test(text)) element.setAttribute('xml:space', 'preserve');
}

/** Writes stretches of a text anew that is spread over several elements, so that each keeps its look. */
export function replaceInRuns(
  runs: readonly Element[],
  replacements: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): void {
  for (const { start, end, text } of replacements.toSorted((a, b) => b.start - a.start)) {
    let at = 0;
    let isWritten = false;
    for (const run of runs) {
      const own = run.textContent ?? '';
      const [from, to] = [Math.max(0, start - at), Math.min(own.length, end - at)];
      at += own.length;
      if (from > own.length || to < 0 || (to < from && isWritten) || to < from) continue;
      if (isWritten && from === to) continue;
      setText(run, own.slice(0, from) + (isWritten ? '' : text) + own.slice(to));
      isWritten = true;
    }
  }
}
