import { Button } from 'antd';
import { type PaperEntry, type PaperRecordOf, paperStateNames } from '#shared/contract/papers.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { momentText } from '../format.ts';
import { Tag } from '../tags.tsx';
import { useSaving } from '../use-saving.ts';
import './document-dialog.css';
import { Permitted } from '../permitted.tsx';
import { ServePaper } from './serve-paper.tsx';

/** The papers that were issued about a record, each with its number and its file; nothing where there is none. */
export function PapersOf({ about }: { about: PaperRecordOf }) {
  const papers = useService('papers.of', { about });
  if (!papers.data || papers.data.length === 0) return null;
  return (
    <section aria-label="出具的文书">
      <h2 className="list-title">出具的文书（{papers.data.length}）</h2>
      <ul className="papers-list">
        {papers.data.map((paper) => (
          <li key={paper.id}>
            <PaperWords paper={paper} />
            <span>
              <Permitted to="papers.serve">
                <ServePaper paper={paper} />
              </Permitted>
              <Permitted to="reports.read">
                <TakePaper paper={paper} />
              </Permitted>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PaperWords({ paper: { text, title, state, issuer, madeAt, note } }: { paper: PaperEntry }) {
  return (
    <div>
      <strong className="number">{text || '未编号'}</strong> {title}
      {state === 'void' && <Tag tone="violation">{paperStateNames.void}</Tag>}
      <div className="quiet small">{[issuer, momentText(madeAt), note].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

/** Gives the file of a paper out, where it has one. */
export function TakePaper({ paper: { reportId, text, title } }: { paper: PaperEntry }) {
  const { busy, save } = useSaving();
  if (reportId === null) return null;
  const name = `${[text, title].filter(Boolean).join(' ')}.docx`;
  return (
    <Button
      type="link"
      size="small"
      disabled={busy}
      onClick={() => save(() => client.call('reports.read', { id: reportId }), name)}
    >
      取文件
    </Button>
  );
}
