/** Details that fill an error's message. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** What an error says: what happened, where, and what to do, in plain Chinese. */
export type MessageTemplate = (details: ErrorDetails) => string;
