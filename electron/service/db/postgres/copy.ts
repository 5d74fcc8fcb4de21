import type { Connection } from 'pg';
import { letOthersGo } from '../../platform/let-others-go.ts';
import type { Postgres } from './connection.ts';

/** Messages of the protocol while rows are copied: a letter, the length with itself, the content. */
const LENGTH = 4;
const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, LENGTH]);

/**
 * A statement that copies rows, which the driver itself does not know: it hands what the server says to whoever has
 * submitted the statement. See the PostgreSQL manual, Frontend/Backend Protocol, COPY Operations.
 */
class Copying {
  /** Settled when the server is ready for the next statement, or has refused this one. */
  readonly ended: Promise<void>;
  readonly #statement: string;
  readonly #send: (connection: Connection, hasFailed: () => boolean) => Promise<void>;
  readonly #take: (chunk: Buffer) => void;
  #settle: { resolve(): void; reject(error: unknown): void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  /** What went wrong on our side: told once the server has taken notice. */
  #fault: { readonly error: unknown } | null = null;
  #hasEnded = false;

  constructor(
    statement: string,
    {
      send = async () => undefined,
      take = () => undefined,
    }: {
      send?(connection: Connection, hasFailed: () => boolean): Promise<void>;
      take?(chunk: Buffer): void;
    },
  ) {
    this.#statement = statement;
    this.#send = send;
    this.#take = take;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: Connection): void {
    void this.#send(connection, () => this.#hasEnded).then(
      () => connection.stream.write(COPY_DONE),
      (error: unknown) => {
        this.#fault = { error };
        connection.stream.write(message(0x66, Buffer.from('refused by the sender\0')));
      },
    );
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#fault) return;
    try {
      this.#take(chunk);
    } catch (error) {
      this.#fault = { error };
    }
  }

  handleError(error: unknown): void {
    this.#hasEnded = true;
    this.#settle.reject(this.#fault?.error ?? error);
  }

  handleCommandComplete(): void {
    // How many rows it were is counted on our side.
  }

  handleReadyForQuery(): void {
    this.#hasEnded = true;
    if (this.#fault) this.#settle.reject(this.#fault.error);
    else this.#settle.resolve();
  }
}

function message(kind: number, content: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(1 + LENGTH + content.length);
  framed[0] = kind;
  framed.writeInt32BE(LENGTH + content.length, 1);
  content.copy(framed, 1 + LENGTH);
  return framed;
}

/** `copy … from stdin` of these pieces, no faster than the server takes them. */
export async function copyIn(postgres: Postgres, statement: string, pieces: Iterable<Buffer>): Promise<void> {
  const copying = new Copying(statement, {
    async send({ stream }, hasFailed) {
      for (const piece of pieces) {
        if (hasFailed()) return;
        if (stream.write(message(COPY_DATA, piece))) await letOthersGo();
        else await drained(stream, copying.ended);
      }
    },
  });
  await postgres.query(copying).ended;
}

/** `copy … to stdout`; `take` gets what comes as it comes. */
export async function copyOut(
  postgres: Postgres,
  statement: string,
  take: (chunk: Buffer) => void,
): Promise<void> {
  await postgres.query(new Copying(statement, { take })).ended;
}

async function drained(stream: Connection['stream'], ended: Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve);
    ended.then(resolve, resolve);
  });
}
