import { type DatabaseConnection, DummyDriver } from 'kysely';

/** Gives one connection to everybody: it begins no transactions. */
export class ReadingDriver extends DummyDriver {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    super();
    this.#connection = connection;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
}
