import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { figureIds, figureTitles } from '#shared/blanks/figure-words.ts';
import type { PlannedBlankCell } from '#shared/contract/blanks.ts';
import { Tag } from '../../../components/tags.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { markNames, markTones } from './blank-marks.tsx';
import type { BlankSaid } from './use-blank.ts';

/** Where the value of a cell comes from, and where a person says otherwise. */
export function BlankCellPanel({
  cell,
  said,
  change,
}: {
  cell: PlannedBlankCell | null;
  said: BlankSaid;
  change: (changes: Partial<BlankSaid>) => void;
}) {
  if (!cell)
    return (
      <aside className="blank-panel quiet small" aria-label="来源">
        点表里的格子，看它从哪里来；空的和不对的在这里填。填过的“记住这张表”后下次还在。
      </aside>
    );
  const { name, label, value, mark, source, note, count, rows } = cell;
  return (
    <aside className="blank-panel" aria-label="来源">
      <h4>
        {name} <Tag tone={markTones[mark]}>{markNames[mark]}</Tag>
      </h4>
      <p>{label}</p>
      {value !== null && <p className="blank-value">{value}</p>}
      {source !== '' && <p className="small">{source}</p>}
      {note !== '' && <p className="quiet small">{note}</p>}
      {count !== null && <p className="quiet small">计 {count} 条</p>}
      {rows && (
        <p className="small">
          <a href={linkTo({ name: 'table', ...rows })}>查看明细</a>
        </p>
      )}
      {mark === 'unsure' && (
        <Button size="small" onClick={() => change({ accepted: [...said.accepted, cell.key] })}>
          采用
        </Button>
      )}
      <TypeCell cell={cell} said={said} change={change} />
      <MeaningField cell={cell} said={said} change={change} />
    </aside>
  );
}

interface FieldProps {
  readonly cell: PlannedBlankCell;
  readonly said: BlankSaid;
  readonly change: (changes: Partial<BlankSaid>) => void;
}

/** What a person writes into the cell; it goes before what is known. */
function TypeCell({ cell, said, change }: FieldProps) {
  const typed = said.typed[cell.key];
  const [text, setText] = useState(typed ?? String(cell.value ?? ''));
  const put = (value: string) => change({ typed: { ...said.typed, [cell.key]: value } });
  const takeBack = () => {
    const { [cell.key]: _, ...others } = said.typed;
    change({ typed: others });
  };
  return (
    <div className="blank-type">
      {cell.choices ? (
        <Select
          aria-label="手工填写"
          placeholder="从下拉里选"
          value={typed ?? null}
          onChange={put}
          options={cell.choices.map((value) => ({ value, label: value }))}
        />
      ) : (
        <Input.TextArea
          aria-label="手工填写"
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={(event) => {
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            put(text);
          }}
          onBlur={() => text !== (typed ?? String(cell.value ?? '')) && put(text)}
        />
      )}
      <span>
        <Button size="small" onClick={() => put('')}>
          留空
        </Button>
        {typed !== undefined && (
          <Button size="small" onClick={takeBack}>
            不用手填的
          </Button>
        )}
      </span>
    </div>
  );
}

/** What its label means, where the words were not understood: remembered for every form. */
function MeaningField({ cell: { labelKey }, said, change }: FieldProps) {
  if (labelKey === '') return null;
  const meanings = [
    ...figureIds
      .filter((id) => id !== 'unkept')
      .map((id) => ({ value: `figure:${id}`, label: figureTitles[id].split('：')[0] })),
    { value: 'hand', label: '由人填写' },
  ];
  return (
    <div className="blank-type">
      <span className="quiet small">这一栏是（记住后别的表也认得）</span>
      <Select
        aria-label="这一栏是"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="按栏目的字认"
        value={said.meanings[labelKey] ?? null}
        onChange={(meaning: string | undefined) => {
          const { [labelKey]: _, ...others } = said.meanings;
          change({ meanings: meaning === undefined ? others : { ...others, [labelKey]: meaning } });
        }}
        options={meanings}
      />
    </div>
  );
}
