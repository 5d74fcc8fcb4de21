import { CodedError } from '#shared/contract/errors.ts';
import { textsOf } from '#shared/forms/document-template.ts';
import { notForPublic } from '#shared/forms/public-edition.ts';
import { toldText } from '#shared/presenting/withhold.ts';
import { selectSensitive } from '../../db/queries/sensitive-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { Draft } from './draft-document.ts';
import type { Filling } from './paper-blocks.ts';

/**
 * The filling of a paper for everybody. What the workspace filled in is left out where it holds a name of a venue, a name
 * of a person or a number of theirs; what people wrote is refused, for they have to find other words. Errors:
 * DOCUMENT_PUBLIC.
 */
export async function publicFilling(
  { db }: Pick<QueryContext, 'db'>,
  { template }: Pick<Draft, 'template'>,
  said: Readonly<Record<string, string>>,
  filling: Filling,
): Promise<Filling> {
  const sensitive = await selectSensitive(db);
  const written: [place: string, text: string][] = Object.entries(said);
  if (template.own) written.push(['文字模板', textsOf(template.blocks).join('\n')]);
  const faults = written.flatMap(([place, text]) => {
    const found = notForPublic(text, sensitive);
    return found === null ? [] : [`“${place}”里的“${found}”`];
  });
  if (faults.length > 0)
    throw new CodedError('DOCUMENT_PUBLIC', { title: template.title, faults: faults.join('、') });
  const told = (text: string) => toldText(text, sensitive);
  const values = Object.entries(filling.values).map(
    ([field, text]) => [field, field in said ? text : told(text)] as const,
  );
  const tables = Object.entries(filling.tables).map(
    ([name, table]) => [name, { ...table, rows: table.rows.map((cells) => cells.map(told)) }] as const,
  );
  return { ...filling, values: Object.fromEntries(values), tables: Object.fromEntries(tables) };
}
