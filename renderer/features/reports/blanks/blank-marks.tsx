import { Button, Checkbox } from 'antd';
import type { BlankPreview, PlannedBlankCell } from '#shared/contract/blanks.ts';
import { Tag, type TagTone } from '../../../components/tags.tsx';
import type { BlankSaid } from './use-blank.ts';

type Mark = PlannedBlankCell['mark'];

export const markNames: Readonly<Record<Mark, string>> = {
  sure: '确定',
  accepted: '已采用',
  typed: '手填',
  unsure: '待核',
  empty: '空',
};
export const markTones: Readonly<Record<Mark, TagTone>> = {
  sure: 'supervised',
  accepted: 'supervised',
  typed: 'accent',
  unsure: 'undetermined',
  empty: 'plain',
};

/** How many cells of each mark, and what the form as a whole was taken for. */
export function BlankMarks({
  preview,
  asking,
  said,
  change,
}: {
  preview: BlankPreview;
  asking: boolean;
  said: BlankSaid;
  change: (changes: Partial<BlankSaid>) => void;
}) {
  const { cells, notes, known, from, to } = preview;
  const count = (mark: Mark) => cells.filter((cell) => cell.mark === mark).length;
  const doubtful = cells.filter(({ mark }) => mark === 'unsure').map(({ key }) => key);
  const marks: readonly Mark[] = ['sure', 'accepted', 'typed', 'unsure', 'empty'];
  return (
    <div className="blank-marks" aria-busy={asking}>
      <div className="blank-counts">
        <span className="number">
          {from} 至 {to}
        </span>
        {marks.map((mark) => (
          <Tag key={mark} tone={markTones[mark]}>
            {markNames[mark]} {count(mark)}
          </Tag>
        ))}
        {doubtful.length > 0 && (
          <Button
            size="small"
            onClick={() => change({ accepted: [...new Set([...said.accepted, ...doubtful])] })}
          >
            待核的全部采用
          </Button>
        )}
        <Checkbox
          checked={said.timesByVenue}
          onChange={({ target }) => change({ timesByVenue: target.checked })}
        >
          人次按家次计
        </Checkbox>
        <Checkbox checked={said.carried} onChange={({ target }) => change({ carried: target.checked })}>
          列入期前发现、在办的隐患
        </Checkbox>
      </div>
      {known && <p className="quiet small">和记住的“{known.name}”栏目相同，手工填过的已经带入。</p>}
      {notes.map((note) => (
        <p key={note} className="quiet small">
          {note}
        </p>
      ))}
    </div>
  );
}
