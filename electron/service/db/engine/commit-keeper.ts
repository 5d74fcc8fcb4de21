import type SqliteDatabase from 'better-sqlite3';
import { type Driver, SqliteDialect, type SqliteDialectConfig } from 'kysely';

/** Takes what a transaction changed to another place before it counts here. */
export interface CommitKeeper {
  /** Begins to note what changes over the one connection that writes. */
  watch(sqlite: SqliteDatabase.Database): void;
  /** What the open transaction changed goes on. Where this fails the transaction is taken back. */
  passOn(): Promise<void>;
  /** The transaction counts here too. */
  committed(): void;
  /** It was passed on, and does not count here: the disk failed in between. */
  failed(): void;
  /** Accounts that lie beside the database and changed go on too. */
  passOnBeside(): Promise<void>;
  /** Brings what is here up to date, while nobody has it open; `anew` where it is damaged. */
  bringUp(anew?: boolean): Promise<void>;
}

/** Statements of SQLite, whose transactions are passed on before they are committed. */
export class KeptDialect extends SqliteDialect {
  readonly #keeper: CommitKeeper;

  constructor(config: SqliteDialectConfig, keeper: CommitKeeper) {
    super(config);
    this.#keeper = keeper;
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const keeper = this.#keeper;
    const commit = driver.commitTransaction.bind(driver);
    driver.commitTransaction = async (connection) => {
      await keeper.passOn();
      try {
        await commit(connection);
      } catch (error) {
        keeper.failed();
        throw error;
      }
      keeper.committed();
    };
    return driver;
  }
}
