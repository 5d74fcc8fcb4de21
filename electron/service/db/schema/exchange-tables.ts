import type { Generated } from 'kysely';
import type { ReplyState } from '#shared/exchange/reply.ts';

/** What goes to systems of other offices, and what comes from them. */
export interface ExchangeTables {
  /** What a system of another office was told of a hazard last. */
  exchangeSent: {
    id: Generated<number>;
    system: string;
    hazardId: number;
    revision: number;
    contentHash: string;
    sentAt: string;
  };
  /** An event as a system of another office told it: each version of it that came. */
  exchangeEvents: {
    id: Generated<number>;
    batchId: number;
    hazardId: number;
    /** The step of the history by which it was told; null where it brought the hazard. */
    eventId: number | null;
    system: string;
    number: string;
    revision: number;
    /** The event itself, JSON. */
    content: string;
    /** What of it stands for columns of the hazard, JSON: what differs from it there, a person changed. */
    taken: string;
    receivedAt: string;
    /** Whether its state or result waits for a person, and what was said of it. */
    reply: Generated<ReplyState>;
    settledAt: string | null;
    settledBy: Generated<string>;
    settledNote: Generated<string>;
  };
}
