import { Segmented, Select } from 'antd';
import type { ListedScheme } from '#shared/contract/scores.ts';
import { scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { schemeSourceNames } from '#shared/scores/work-out-scores.ts';
import { DayInput } from '../../../components/fields/day-field.tsx';
import { nameOfSpan, scoreSpans } from './score-spans.ts';

const sources = ['own', 'pack', 'builtin'] as const;

/** By which scheme and over which days it is scored. */
export function ScoresBar({
  schemes,
  wanted,
  today,
  onChange,
}: {
  schemes: readonly ListedScheme[];
  wanted: ScoresWanted;
  today: string;
  onChange: (part: Partial<ScoresWanted>) => void;
}) {
  const spans = scoreSpans(today);
  const options = sources.flatMap((source) => {
    const own = schemes.filter((each) => each.source === source);
    if (own.length === 0) return [];
    const told = own.map(({ key, scheme }) => ({
      value: key,
      label: `${scoreSubjectNames[scheme.of]}：${scheme.title}`,
    }));
    return [{ label: schemeSourceNames[source], options: told }];
  });
  return (
    <div className="scores-bar">
      <Select
        aria-label="考核方案"
        className="scores-scheme"
        showSearch
        optionFilterProp="label"
        value={wanted.scheme}
        options={options}
        onChange={(scheme) => onChange({ scheme })}
      />
      <Segmented
        aria-label="考核时段"
        options={Object.keys(spans)}
        value={nameOfSpan(wanted, today) ?? ''}
        onChange={(name: string) => onChange(spans[name] ?? {})}
      />
      <span className="scores-days">
        <DayInput label="从" value={wanted.from} onChange={(from) => from !== '' && onChange({ from })} />
        <span className="quiet">至</span>
        <DayInput label="到" value={wanted.to} onChange={(to) => to !== '' && onChange({ to })} />
      </span>
    </div>
  );
}
