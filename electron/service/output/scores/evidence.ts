import type { AttachedTo } from '#shared/contract/attachments.ts';
import type { ScoreRow } from '#shared/contract/scores.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { selectAttachments } from '../../db/queries/attachments.ts';
import { selectPapersOf } from '../../db/queries/papers.ts';
import { selectVisitsOfSchools } from '../../db/queries/scores.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Annex, attachmentAnnex, paperAnnexes, safeName } from '../cases/annexes.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'progress'>;

type VisitsBySchool = ReadonlyMap<number, readonly { readonly visitId: number }[]>;

/** More than this does not go into one archive: it would not fit into memory. */
const MOST_BYTES = 400_000_000;

const photos = '原件/照片';
const papers = '原件/文书';

/** The originals that belong to rows of figures, each once, with a number. */
export class Originals {
  readonly annexes: Annex[] = [];
  /** How many were left out because the archive would be too large. */
  leftOut = 0;
  readonly #context: Context;
  readonly #visits: VisitsBySchool;
  readonly #known = new Map<string, number | null>();
  #bytes = 0;

  private constructor(context: Context, visits: VisitsBySchool) {
    this.#context = context;
    this.#visits = visits;
  }

  static async over(
    context: Context,
    span: { readonly from: string; readonly to: string },
  ): Promise<Originals> {
    const visits = await selectVisitsOfSchools(context.db, span);
    return new Originals(
      context,
      groupBy(visits, ({ schoolId }) => schoolId),
    );
  }

  /** The numbers of the originals of a row, as 附3. Errors: ATTACHMENT_MISSING. */
  async of({ kind, id, opens }: ScoreRow): Promise<string[]> {
    const numbers: number[] = [];
    for (const owner of this.#ownersOf(kind, id, opens)) numbers.push(...(await this.#attached(owner)));
    const about = kind === 'hazard' ? id : kind === 'handing' ? opens : null;
    if (about !== null) numbers.push(...(await this.#issued(about)));
    return [...new Set(numbers)].map((number) => `附${number}`);
  }

  #ownersOf(kind: ScoreRow['kind'], id: number, opens: number | null): AttachedTo[] {
    if (kind === 'hazard') return [{ kind: 'hazard', id }];
    if (kind === 'handing') return opens === null ? [] : [{ kind: 'hazard', id: opens }];
    if (kind !== 'school') return [];
    return (this.#visits.get(id) ?? []).map(({ visitId }) => ({ kind: 'visit', id: visitId }));
  }

  async #attached(owner: AttachedTo): Promise<number[]> {
    const numbers: number[] = [];
    for (const attachment of await selectAttachments(this.#context.db, owner)) {
      const number = this.#number(`photo ${attachment.id}`, attachment.size, (at) =>
        attachmentAnnex(this.#context, attachment, `${photos}/${at} ${safeName(attachment.name)}`),
      );
      if (number !== null) numbers.push(number);
    }
    return numbers;
  }

  async #issued(hazardId: number): Promise<number[]> {
    const numbers: number[] = [];
    for (const paper of await selectPapersOf(this.#context.db, { kind: 'hazard', id: hazardId })) {
      const [annex] = this.#known.has(`paper ${paper.id}`)
        ? []
        : await paperAnnexes(this.#context, [paper], papers);
      const number = this.#number(`paper ${paper.id}`, annex?.bytes.length ?? 0, () => annex);
      if (number !== null) numbers.push(number);
    }
    return numbers;
  }

  /** The number of an original; null where there is no file, or no room for it. */
  #number(key: string, size: number, read: (at: string) => Annex | undefined): number | null {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.annexes.length + 1;
    const isTooMuch = this.#bytes + size > MOST_BYTES;
    const annex = isTooMuch ? undefined : read(String(number).padStart(4, '0'));
    if (isTooMuch) this.leftOut += 1;
    this.#known.set(key, annex ? number : null);
    if (!annex) return null;
    this.annexes.push(annex);
    this.#bytes += annex.bytes.length;
    return number;
  }
}
