import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import type { MapControl } from '../../../map/map-control.ts';
import { type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import '../edit/editors.css';
import './hit-list.css';

type Ground = OutputOf<'precheck.ground'>;

/** More names than this are not read. */
const NAMES_SHOWN = 30;

/** Where a venue of a kind may open: what the rules keep free of it around schools is drawn, the rest is open to it. */
export function PrecheckGround({
  workspace,
  control,
}: {
  workspace: WorkspaceSummary;
  control: MapControl | null;
}) {
  const [category, setCategory] = useState<string | null>(null);
  const ground = useService('precheck.ground', category === null ? null : { category });
  useSketch(useMemo(() => sketchOf(...shapesOf(ground.data)), [ground.data]));
  const print = () => {
    const box = control?.bounds ?? workspace.bounds;
    if (category !== null && box) goTo({ name: 'groundDocument', category, box: [...box] });
  };
  return (
    <Panel
      title="哪里可以开"
      tags={<span className="quiet">只试算，不保存</span>}
      onClose={() => goTo({ name: 'map' })}
      actions={
        <Button type="primary" disabled={!ground.data} onClick={print}>
          打印所示范围
        </Button>
      }
    >
      <div className="editor">
        <p className="quiet small">选一类场所，地图上画出它不可设的地段；其余按距离规则可设。</p>
        <Select
          aria-label="类别"
          placeholder="选择类别"
          showSearch={{ optionFilterProp: 'label' }}
          value={category}
          onChange={setCategory}
          options={workspace.categories.map(({ id, title }) => ({ value: id, label: title }))}
        />
        {ground.error && <ErrorState error={ground.error} />}
        {category !== null && ground.isPending && <Loading label="正在画不可设的地段" />}
        {ground.data && <GroundFacts ground={ground.data} workspace={workspace} />}
      </div>
    </Panel>
  );
}

export function shapesOf(ground: Ground | undefined): SketchShape[] {
  if (!ground) return [];
  const { banned, doubtful } = ground;
  return [
    ...(banned ? [['banned', banned] satisfies SketchShape] : []),
    ...(doubtful ? [['doubtful', doubtful] satisfies SketchShape] : []),
  ];
}

function GroundFacts({ ground, workspace }: { ground: Ground; workspace: WorkspaceSummary }) {
  const { rules, schools, uncertain } = ground;
  if (rules.length === 0)
    return <p className="why why-supervised">现行规则没有对这类场所规定禁设距离，按距离处处可设。</p>;
  return (
    <section data-testid="ground">
      <p className="why why-violation">红色：不可设，{schools - uncertain.length} 所学校周边。</p>
      {uncertain.length > 0 && (
        <>
          <p className="why why-undetermined">
            橙色：说不准。这 {uncertain.length} 所学校没有校门也没有边界，或学段待定，先补画再定。
          </p>
          <ul className="ground-names">
            {uncertain.slice(0, NAMES_SHOWN).map(({ id, name }) => (
              <li key={id}>
                <a href={linkTo({ name: 'school', id })}>{name}</a>
              </li>
            ))}
            {uncertain.length > NAMES_SHOWN && <li className="quiet">等 {uncertain.length} 所</li>}
          </ul>
        </>
      )}
      <ul className="small quiet">
        {rules.map(({ ruleId, limit, method }) => (
          <li key={ruleId}>
            {limit} m（{methodNames[method]}）：{ruleText(workspace, ruleId)}
          </li>
        ))}
      </ul>
      {rules.some(({ method }) => method === 'walking') && (
        <p className="small quiet">
          按步行距离的规则画成直线范围，比实际大：范围外一定可设，范围内以预检为准。
        </p>
      )}
    </section>
  );
}

function ruleText({ rules }: WorkspaceSummary, id: string): string {
  const rule = rules.find((each) => each.id === id);
  return rule ? basisText(rule) : id;
}
