import { Button, Radio } from 'antd';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import type { ImportOptions, ImportPreview } from '#shared/contract/import.ts';
import type { ListedKindProposal } from '#shared/contract/listed-kinds.ts';
import { useService } from '../../../client/queries.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { categoryTitle, kindTitle } from '../../../components/format.ts';
import type { Decisions } from './import-decisions.ts';
import { adopt, choiceOf, isAskedAnew, titleOfColumn } from './proposal-choices.ts';

interface Props {
  readonly chosen: ChosenFile;
  readonly preview: ImportPreview;
  readonly options: ImportOptions;
  readonly adoptions: readonly Adoption[];
  readonly onDecide: (next: Partial<Decisions>) => void;
}

/** Codes and words of the list that nobody knows, and what their rows say they mean: a person adopts it or not. */
export function KindProposals({ chosen, preview, options, adoptions, onDecide }: Props) {
  const asked = isAskedAnew(options, preview) ? { ...options, adoptions: [], token: chosen.token } : null;
  const anew = useService('import.proposals', asked);
  const hasVenues = options.as === 'venues' || options.as === 'auto';
  const kinds = asked ? anew.data : preview.kinds;
  if (!hasVenues || !kinds || kinds.proposals.length === 0) return null;
  const { proposals, kept } = kinds;
  const choose = (some: readonly ListedKindProposal[], as: Adoption['as']) =>
    onDecide(adopt(some, as, adoptions, options.map, preview.columns));
  const open = proposals.filter((proposal) => choiceOf(proposal, adoptions, kept) === null);
  return (
    <section className="card" data-testid="kind-proposals">
      <header className="review-head">
        <h2>名单里的代码能说明类别（{proposals.length} 项提议）</h2>
        <Button disabled={open.length === 0} onClick={() => choose(open, 'all')}>
          其余 {open.length} 项全部采用
        </Button>
      </header>
      <p className="quiet small">
        同一个值下的场所，多数从名称、代码或经营范围看得出是同一类。采用后这一列的这个值就作这一类，记住，以后同样表头的名单照此办理；在“类别复核”里可以取消。
      </p>
      <ul className="review-groups">
        {proposals.map((proposal) => (
          <Proposal
            key={`${proposal.column}/${proposal.value}`}
            proposal={proposal}
            choice={choiceOf(proposal, adoptions, kept)}
            onChoose={(as) => choose([proposal], as)}
            columns={preview.columns}
          />
        ))}
      </ul>
    </section>
  );
}

interface ProposalProps {
  readonly proposal: ListedKindProposal;
  readonly choice: Adoption['as'] | null;
  readonly onChoose: (as: Adoption['as']) => void;
  readonly columns: readonly string[];
}

function Proposal({ proposal, choice, onChoose, columns }: ProposalProps) {
  const workspace = useService('workspace.describe', {});
  const categories = workspace.data?.categories ?? [];
  const { column, value, category, rows, looked, agree, examples, counterExamples } = proposal;
  const kind = kindTitle(categories, category);
  const what = `${titleOfColumn(column, columns)} ${value}`;
  return (
    <li>
      <div className="review-words">
        <b>
          {what}：{rows} 行，{looked < rows && `抽看 ${looked} 行，`}其中 {agree} 行可认作{kind}
        </b>
        <span className="small">例如：{examples.join('、')}</span>
        <span className="quiet small">
          {counterExamples.length === 0
            ? '没有看起来是别的'
            : `看起来是别的：${counterExamples
                .map((each) => `${each.name}（${categoryTitle(categories, each.category)}）`)
                .join('、')}`}
        </span>
      </div>
      <Radio.Group
        aria-label={what}
        optionType="button"
        value={choice}
        onChange={({ target }) => onChoose(target.value)}
        options={[
          { value: 'all', label: `全部作${kind}` },
          { value: 'review', label: '逐条复核' },
          { value: 'never', label: '不采用' },
        ]}
      />
    </li>
  );
}
