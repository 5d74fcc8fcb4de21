import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { selectBlanks } from '../../db/queries/blanks.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { checkSpan } from '../documents/draft-document.ts';
import type { BlankFile } from './blank-file.ts';
import { openBlank } from './open-blank.ts';
import { type BlankPlan, fillBlank } from './plan-blank.ts';
import { readBlank, signatureOf } from './saved-blanks.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress' | 'files'>;
type Order = ParsedInputOf<'blanks.preview'>;

interface Filled {
  readonly file: BlankFile;
  readonly plan: BlankPlan;
  readonly known: OutputOf<'blanks.preview'>['known'];
}

/** How a form would look, cell by cell. Errors: those of `blanks.preview`. */
export async function previewBlank(context: Context, order: Order): Promise<OutputOf<'blanks.preview'>> {
  const { file, plan, known } = await fill(context, order);
  const sheets = file.grids().flatMap(({ name, hidden, cells }, grid) => {
    const shown = cells.map(({ choices: _, quiet: __, framed: ___, ...cell }) => cell);
    return hidden || cells.length === 0 ? [] : [{ grid, name, cells: shown }];
  });
  const { span, cells, notes, ...told } = plan;
  return {
    ...span,
    ...told,
    notes: [...notes],
    cells: cells.map(({ choices, rows, ...cell }) => ({
      ...cell,
      rows: rows && { ...rows },
      choices: choices && [...choices],
    })),
    sheets,
    known,
  };
}

/** The filled file. Errors: the same. */
export async function fillBlankFile(context: Context, order: Order): Promise<Uint8Array> {
  return (await fill(context, order)).file.toBytes();
}

async function fill(context: Context, order: Order): Promise<Filled> {
  checkSpan(order);
  const { bytes, name } = await readBlank(context, order.source);
  const file = await openBlank(bytes, name);
  const { learned, typed, known } = await rememberedFor(context.db, file, order);
  const plan = await fillBlank(context, file, {
    span: { from: order.from, to: order.to },
    asAsked: order.asAsked,
    name,
    about: order.about,
    learned,
    typed,
    accepted: new Set(order.accepted),
    timesByVenue: order.timesByVenue,
    carried: order.carried,
  });
  return { file, plan, known };
}

/** What labels mean, as people said in any form, the latest last; and what was typed into this one before. */
async function rememberedFor(db: Read, file: BlankFile, { meanings, typed, source }: Order) {
  const saved = (await selectBlanks(db)).map(({ content, ...row }) => ({
    ...row,
    content: readStored('blanks.content', content),
  }));
  const signature = signatureOf(file);
  const same = saved.find((each) =>
    'preset' in source ? each.id === source.preset : each.signature === signature,
  );
  const learned = new Map(saved.toReversed().flatMap(({ content }) => Object.entries(content.meanings)));
  for (const [label, meaning] of Object.entries(meanings)) learned.set(label, meaning);
  return {
    learned,
    typed: { ...same?.content.typed, ...typed },
    known: same ? { id: same.id, name: same.name } : null,
  };
}
