import { CodedError } from '#shared/contract/errors.ts';
import { actorOf } from '#shared/office/rights.ts';
import type { Publishing } from '../../accounts/answer-office.ts';
import { mayComeBy, type Shown } from '../../accounts/client-certificates.ts';
import { type Known, KnownSessions } from '../../accounts/known-sessions.ts';
import { type Office, openOffice } from '../../accounts/office.ts';
import { OfficeKeys } from '../../accounts/office-keys.ts';
import { endSessionById, othersHave } from '../../accounts/sessions.ts';
import { findAccount } from '../../db/accounts/account-rows.ts';
import type { DataService } from '../../dispatch/service.ts';
import type { Caller } from '../../platform/caller.ts';
import type { Clock } from '../../platform/clock.ts';
import { ClientSession } from '../client-session.ts';

/** A workspace that an office serves, with who may sign in to it. */
export interface Room {
  readonly number: number;
  readonly service: DataService;
  readonly office: Office;
  readonly sessions: KnownSessions;
}

/** Somebody who signed in, at this moment. */
export interface Visitor extends Known {
  readonly room: Room;
  /** The address by which the person came. */
  readonly origin: string;
}

/** All workspaces of an office, and the sessions in them. */
export class House {
  readonly #rooms: Room[] = [];
  readonly #clock: Clock;
  readonly #keys: OfficeKeys;
  /** Takes further workspaces in; null where the house has no door that does. */
  publishing: Publishing | null = null;
  readonly #sessions = new Map<string, { readonly client: ClientSession; visitor: Visitor }>();

  constructor(services: readonly DataService[], clock: Clock, keys = new OfficeKeys()) {
    this.#clock = clock;
    this.#keys = keys;
    for (const service of services) this.add(service);
  }

  get rooms(): readonly Room[] {
    return this.#rooms;
  }

  /** Takes a workspace in that has accounts. Errors: OFFICE_MISSING. */
  add(service: DataService): void {
    const office = openOffice(service.workspace.directory, this.#clock, this.#keys);
    const sessions = new KnownSessions(office, (error) => service.log.failure('accounts', error));
    this.#rooms.push({ number: this.#rooms.length, service, office, sessions });
  }

  /** The workspace of that name, else the first one where somebody is called so, else the first. */
  roomFor(name: string, workspace: string | undefined): Room {
    const known =
      workspace === undefined
        ? this.rooms.find(({ office }) => findAccount(office.db, name) !== undefined)
        : this.rooms.find(({ service }) => service.workspace.name === workspace);
    const room = known ?? this.rooms[0];
    if (!room) throw new CodedError('WORKSPACE_NOT_OPEN');
    return room;
  }

  /** Whose cookie it is, over a connection that showed this certificate; null where nobody's. It is asked with each call, so that a right that was withdrawn is gone. */
  visitorBy(cookie: string | undefined, shown: Shown, origin = ''): Visitor | null {
    const [room, id] = this.#parse(cookie);
    const known = room?.sessions.find(id);
    if (!room || !known || !mayComeBy(room.office, known, shown, room.sessions.certificateRule()))
      return null;
    return { ...known, room, origin };
  }

  end(cookie: string | undefined): void {
    const [room, id] = this.#parse(cookie);
    if (room) endSessionById(room.office, id);
  }

  /** Answers the calls of a session, with the rights that it has now. */
  clientOf(visitor: Visitor): ClientSession {
    const key = keyOf(visitor);
    const known = this.#sessions.get(key);
    if (known) {
      known.visitor = visitor;
      return known.client;
    }
    this.#forgetEnded();
    const current = { visitor };
    const client = new ClientSession(visitor.room.service, () => callerOf(current.visitor));
    this.#sessions.set(key, Object.assign(current, { client }));
    return client;
  }

  /** Who was let in or shut out stays so on whichever machine takes over. */
  async passOn(): Promise<void> {
    for (const { service } of this.rooms)
      try {
        await service.workspace.database.passOnBeside();
      } catch (error) {
        // It is tried again a second later.
        service.log.failure('accounts', error);
      }
  }

  close(): void {
    for (const { client } of this.#sessions.values()) client.close();
    for (const { office, sessions } of this.rooms) {
      sessions.flush();
      office.db.close();
    }
  }

  #forgetEnded(): void {
    for (const [key, { client, visitor }] of this.#sessions) {
      const { office } = visitor.room;
      const now = office.clock.now().getTime();
      if (visitor.session.createdAt + DAY_MS > now) continue;
      client.close();
      this.#sessions.delete(key);
    }
  }

  #parse(cookie: string | undefined): [Room | undefined, string] {
    const [, number = '', id = ''] = /^(\d{1,3})\.([\w-]{20,64})$/.exec(cookie ?? '') ?? [];
    return [this.rooms[Number(number === '' ? -1 : number)], id];
  }
}

/** No session lasts longer. */
const DAY_MS = 24 * 3600_000;

/** What is unlocked, uploaded or waited for by a session is its own. */
export function keyOf({ room, session }: Visitor): string {
  return `account ${room.number}.${session.id}`;
}

export function callerOf(visitor: Visitor): Caller {
  const { rights, room, account, origin } = visitor;
  return {
    actor: actorOf(rights),
    session: keyOf(visitor),
    hasAccount: true,
    rights,
    server: origin,
    othersHave: (needed) => othersHave(room.office, account.id, needed),
  };
}
