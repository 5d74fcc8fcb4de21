import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import {
  fillCell,
  fillText,
  isWithheld,
  type TemplateBlock,
  WITHHELD,
} from '#shared/forms/document-template.ts';
import { client } from '../../../client/client.ts';
import { type Drawn, drawFor } from '../../../components/documents/pictures/pictures.ts';
import type { DocumentMaker } from './document.ts';
import { PaperOfPages } from './paper-of-pages.tsx';
import './official-sheet.css';

type Draft = OutputOf<'documents.draft'>;

interface Filled {
  readonly draft: Draft;
  readonly pictures: readonly Drawn[];
  readonly demonstration: boolean;
}

/** Documents of one template as they print, about schools one after another. */
export const OfficialSheet: DocumentMaker<'schoolDocuments'> = ({ route: { template, ids }, children }) => {
  const [filled, setFilled] = useState<readonly Filled[] | null>(null);
  const [done, setDone] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  const chosen = ids.join(',');
  useEffect(() => {
    let over = false;
    setFilled(null);
    setError(null);
    const subjects = chosen.split(',').map((id) => ({ kind: 'school' as const, id: Number(id) }));
    const fill = async () => {
      const { demonstration } = await client.call('workspace.describe', {});
      const ready: Filled[] = [];
      for (const subject of subjects) {
        if (over) return;
        const draft = await client.call('documents.draft', { template, about: subject });
        const wanted = draft.template.blocks.flatMap((block) =>
          block.kind === 'picture' ? [block.picture] : [],
        );
        ready.push({ draft, pictures: await drawFor(wanted, subject), demonstration });
        setDone(ready.length);
      }
      if (!over) setFilled(ready);
    };
    fill().catch((failure: unknown) => {
      if (!over) setError(failure instanceof Error ? failure : new Error(String(failure)));
    });
    return () => {
      over = true;
    };
  }, [template, chosen]);
  if (error) return children({ error });
  const [first] = filled ?? [];
  if (!filled || !first) return children({ loading: true, progress: `已完成 ${done} 份` });
  const fileName =
    filled.length === 1 ? first.draft.title : `${first.draft.template.title} ${filled.length} 份`;
  return children({
    document: {
      fileName,
      content: filled.map((each) => <Official key={each.draft.title} filled={each} />),
    },
  });
};

function Official({ filled: { draft, pictures, demonstration } }: { filled: Filled }) {
  const said = Object.fromEntries(Object.entries(draft.said).filter(([, text]) => text !== ''));
  const values: Record<string, string> = { ...draft.known, 发文机关: draft.issuers[0] ?? '', ...said };
  for (const { field, sensitive } of draft.template.asks)
    if (sensitive && isWithheld(field, draft.said)) values[field] = WITHHELD;
  const fill = (text: string) => fillText(fillText(text, values), values);
  return (
    <article className="official" data-testid="document">
      <PaperOfPages margins="32mm 26mm 30mm 28mm" />
      {demonstration && <p className="official-demo">演示数据，不得作为依据</p>}
      {draft.template.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
        <Fragment key={i}>{drawBlock(block, { values, fill }, draft, pictures)}</Fragment>
      ))}
    </article>
  );
}

/** A form as it was issued. */
function IssuedForm({
  block: { lines },
  values,
}: {
  block: Extract<TemplateBlock, { kind: 'grid' }>;
  values: Readonly<Record<string, string>>;
}) {
  return (
    <table className="official-form official-grid">
      <tbody>
        {lines.map((line, l) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <tr key={l}>
            {line.map((cell, c) => {
              const place = { colSpan: cell.wide, rowSpan: cell.high };
              return cell.asks ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <th key={c} {...place}>
                  {cell.text}
                </th>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={c} {...place}>
                  {fillCell(cell, values)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function drawBlock(
  block: TemplateBlock,
  { values, fill }: { values: Readonly<Record<string, string>>; fill: (text: string) => string },
  { tables }: Draft,
  pictures: readonly Drawn[],
): ReactNode {
  switch (block.kind) {
    case 'title':
      return <h1>{fill(block.text)}</h1>;
    case 'number':
      return <p className="official-number">{fill(block.text)}</p>;
    case 'to':
      return <p>{fill(block.text)}</p>;
    case 'heading':
      return <h2 className={`official-heading-${block.level}`}>{fill(block.text)}</h2>;
    case 'text':
      return fill(block.text)
        .split('\n')
        .map((text) => (
          <p key={text} className="official-text">
            {text}
          </p>
        ));
    case 'table': {
      const table = tables[block.table];
      if (!table) return null;
      if (table.rows.length === 0) return <p className="official-text">{table.none}</p>;
      const whole = table.columns.reduce((sum, { share }) => sum + share, 0);
      return (
        <table>
          <colgroup>
            {table.columns.map(({ title, share }) => (
              <col key={title} style={{ width: `${(100 * share) / whole}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {table.columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows may be alike
              <tr key={r}>
                {row.map((cell, c) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells may be alike
                  <td key={c} className={table.columns[c]?.number ? 'official-figure' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case 'picture': {
      const picture = pictures.find((each) => each.picture === block.picture);
      if (!picture) return null;
      return (
        <figure>
          <img src={picture.url} alt={fill(block.text)} />
          <figcaption>{fill(block.text)}</figcaption>
        </figure>
      );
    }
    case 'rows':
      return (
        <table className="official-form">
          <tbody>
            {block.rows.map(({ title, text }) => (
              <tr key={title}>
                <th scope="row">{fill(title)}</th>
                <td>{fill(text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'grid':
      return <IssuedForm block={block} values={values} />;
    case 'note':
      return <p className="official-note">{fill(block.text)}</p>;
    case 'sign':
      return (
        <div className="official-sign">
          <p>{fill(block.text)}</p>
          <p>{fill(block.date)}</p>
        </div>
      );
    case 'annex':
      return <h2 className="official-heading-1 official-page">{fill(block.text)}</h2>;
    case 'page':
      return <div className="official-page" />;
    case 'photos':
      return null;
  }
}
