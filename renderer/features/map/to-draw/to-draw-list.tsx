import { Button, Input, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { SchoolToDraw } from '#shared/contract/facilities.ts';
import type { DrawnThing } from '#shared/zones/settle-by-drawing.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo, type RouteTo } from '../../../routes/routes.ts';
import { mostSettled, SETTLES_EXPLAINED, thingNames } from './to-draw-words.ts';
import { type ToDrawWork, useToDraw } from './use-to-draw.ts';
import { useToDrawKeys } from './use-to-draw-keys.ts';
import './to-draw.css';

/** Rows that are shown: more than anybody draws in a day. */
const MOST_ROWS = 300;

/** Schools of which something is to be drawn, the most consequential first, and what is done with the one in hand. */
export function ToDrawList({ route, workspace }: { route: RouteTo<'toDraw'>; workspace: string }) {
  const work = useToDraw(route, workspace);
  useToDrawKeys(work);
  const { list, filter, waiting, passed, current } = work;
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  return (
    <section className="to-draw" aria-label="待画的校门和边界">
      <header className="to-draw-head">
        <h1>待画的校门和边界</h1>
        <Button size="small" type="text" onClick={() => goTo({ name: 'map' })}>
          回到地图
        </Button>
      </header>
      <p className="to-draw-counts" role="status" title={SETTLES_EXPLAINED}>
        已解决 <b>{work.settled}</b> 处，还有 <b>{work.left}</b> 处
      </p>
      <Filter filter={filter} />
      {filter.found.length === 0 ? (
        <NothingToDraw isFiltered={filter.isFiltered} />
      ) : (
        <Rows waiting={waiting} passed={passed} current={current} onTakeBack={work.takeBack} />
      )}
      <Actions work={work} />
    </section>
  );
}

function Filter({ filter }: { filter: ToDrawWork['filter'] }) {
  return (
    <div className="to-draw-filter">
      <Input
        allowClear
        aria-label="查找学校"
        placeholder="查找学校"
        value={filter.text}
        onChange={({ target }) => filter.setText(target.value)}
      />
      {filter.towns.length > 0 && (
        <Select<string>
          allowClear
          aria-label="镇街"
          placeholder="全部镇街"
          value={filter.town}
          onChange={(town) => filter.setTown(town ?? null)}
          options={filter.towns.map((town) => ({ value: town, label: town }))}
        />
      )}
    </div>
  );
}

function NothingToDraw({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="没有这样的学校">请换个词，或清除镇街。</EmptyState>
  ) : (
    <EmptyState title="没有要画的">各校都有校门和边界，或缺的画了也不改变判定。</EmptyState>
  );
}

function Rows({
  waiting,
  passed,
  current,
  onTakeBack,
}: {
  waiting: readonly SchoolToDraw[];
  passed: readonly SchoolToDraw[];
  current: SchoolToDraw | null;
  onTakeBack: () => void;
}) {
  const shown = waiting.slice(0, MOST_ROWS);
  return (
    <div className="to-draw-rows">
      {waiting.length === 0 && <p className="quiet">其余的都已跳过。</p>}
      <ul>
        {shown.map((school) => (
          <Row key={school.id} school={school} isCurrent={school.id === current?.id} />
        ))}
      </ul>
      {waiting.length > shown.length && (
        <p className="quiet small">还有 {waiting.length - shown.length} 所，请用查找或镇街缩小范围</p>
      )}
      {passed.length > 0 && (
        <>
          <p className="to-draw-passed">
            已跳过 {passed.length} 所
            <Button size="small" type="link" onClick={onTakeBack}>
              重新排入
            </Button>
          </p>
          <ul>
            {passed.slice(0, MOST_ROWS).map((school) => (
              <Row key={school.id} school={school} isCurrent={school.id === current?.id} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Row({ school, isCurrent }: { school: SchoolToDraw; isCurrent: boolean }) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { id, name, stage, town, things, doubts } = school;
  return (
    <li ref={row} className={isCurrent ? 'to-draw-row to-draw-current' : 'to-draw-row'}>
      <a href={linkTo({ name: 'toDraw', id })} aria-current={isCurrent}>
        <span className="to-draw-name">{name}</span>
        <span
          className="number to-draw-settles"
          title={`存疑 ${doubts} 处，画好可定 ${mostSettled(school)} 处`}
        >
          {mostSettled(school)} 处
        </span>
        <span className="quiet small">{[stage, town].filter(Boolean).join(' · ')}</span>
        <span className="to-draw-missing">
          {things.map(({ thing }) => (
            <Tag key={thing} tone="undetermined">
              缺{thingNames[thing]}
            </Tag>
          ))}
        </span>
      </a>
    </li>
  );
}

/** What is done with the school in hand, each with its key. */
function Actions({ work: { current, draw, skip, mayDraw } }: { work: ToDrawWork }) {
  const lacks = (thing: DrawnThing) => current?.things.some((each) => each.thing === thing) ?? false;
  return (
    <footer className="to-draw-actions">
      {mayDraw && (
        <>
          <Button size="small" disabled={!lacks('gate')} onClick={() => draw('gate')}>
            画校门 <kbd>G</kbd>
          </Button>
          <Button size="small" disabled={!lacks('boundary')} onClick={() => draw('boundary')}>
            画边界 <kbd>B</kbd>
          </Button>
        </>
      )}
      <Button size="small" disabled={!current} onClick={skip}>
        下一所 <kbd>N</kbd>
      </Button>
      <p className="quiet small">
        <kbd>↑</kbd> <kbd>↓</kbd> 选学校，<kbd>Ctrl</kbd>+<kbd>Enter</kbd> 保存并打开下一所
      </p>
    </footer>
  );
}
