/** One line that keeps a promise, and the same line broken: the named test has to notice. */
export interface BrokenLine {
  /** Short name, to try it alone: `npm run bench -- promises one-name`. */
  readonly name: string;
  /** How the promise begins in SECURITY.md, in bold. */
  readonly promise: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly put: string;
  /** One that SECURITY.md names for the promise, and the part of its title that stands there. */
  readonly test: string;
  readonly title: string;
  /** The test runs what was built: the broken program is built first. */
  readonly isBuilt?: boolean;
}
