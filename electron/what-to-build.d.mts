/** Whether a command of the command line gives pages to a browser. */
export function servesPages(given: readonly string[]): boolean;
/** Whether nothing that goes into the pages was changed since they were built; false where they never were. */
export function pagesAreCurrent(root: string): boolean;
/** The same of the built service. */
export function serviceIsCurrent(root: string): boolean;
