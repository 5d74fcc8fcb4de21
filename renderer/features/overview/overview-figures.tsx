import type { ReactNode } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { expiredInZone, expiringInZone } from '#shared/licences/licence-queries.ts';
import { all, oneOf, yes } from '#shared/tables/conditions.ts';
import { type Figure as DefinedFigure, figures } from '#shared/tables/figures.ts';
import type { Condition } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { goTo } from '../../routes/navigation.ts';

type Overview = OutputOf<'overview.get'>;

/** The figures that leaders ask for; each leads to the rows that it counts. */
export function OverviewFigures({ overview }: { overview: Overview }) {
  return (
    <section className="overview-figures" aria-label="主要数字">
      <Group title="研判">
        <VerdictFigures overview={overview} />
      </Group>
      <Group title="隐患">
        <HazardFigures hazards={overview.hazards} />
      </Group>
      <Group title="整治">
        <CoverageFigures schools={overview.schools} coverage={overview.coverage} />
        <UnvisitedFigure unvisited={overview.unvisited} />
      </Group>
      <Group title={overview.licences.known > 0 ? '名单、许可证' : '名单'}>
        <ListFigures overview={overview} />
        <LicenceFigures licences={overview.licences} />
      </Group>
    </section>
  );
}

/** Figures of one kind of work, side by side. */
function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="overview-group">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

function VerdictFigures({ overview: { severities, doubts } }: { overview: Overview }) {
  const figure = (severity: Exclude<Severity, 'outside'>) => (
    <KnownFigure tone={severity} of={figures[severity]} value={severities[severity]} />
  );
  return (
    <>
      {figure('violation')}
      {figure('undetermined')}
      {figure('supervised')}
      {(severities.supervisedDoubt ?? 0) > 0 && figure('supervisedDoubt')}
      <ToDrawFigure />
      {doubts > 0 && (
        <Figure
          tone="undetermined"
          value={doubts}
          label="类别未定、在禁设范围的场所"
          title="没有什么说明是做什么的；若是禁设的类别，就在禁设范围内"
          onClick={() => goTo({ name: 'settle', what: 'review' })}
        />
      )}
    </>
  );
}

/** Doubts that drawing a gate or a campus can settle; told where there are any. */
function ToDrawFigure() {
  const { settles, schools } = useService('gates.toDraw', {}).data ?? { settles: 0, schools: [] };
  if (settles === 0) return null;
  return (
    <Figure
      tone="undetermined"
      value={settles}
      label={`画校门或边界可定的存疑（${schools.length} 所）`}
      title="场所在一所学校存疑计一处；缺的校门或校园边界画好后能判定的计入。打开按学校排好的清单"
      onClick={() => goTo({ name: 'toDraw' })}
    />
  );
}

function HazardFigures({ hazards }: { hazards: Overview['hazards'] }) {
  return (
    <>
      <KnownFigure of={figures.openHazards} value={hazards.open} />
      <KnownFigure
        tone={hazards.overdue > 0 ? 'violation' : undefined}
        of={figures.overdue}
        value={hazards.overdue}
      />
      <Figure
        tone={hazards.supervised > 0 ? 'violation' : undefined}
        value={hazards.supervised}
        label="挂牌督办"
        onClick={() => show('hazards', yes('listed'))}
      />
    </>
  );
}

/** Schools whose zone was swept in the period, and those that wait. */
function CoverageFigures({ schools, coverage }: { schools: number; coverage: Overview['coverage'] }) {
  const waiting = schools - coverage.swept;
  return (
    <>
      <KnownFigure
        of={figures.swept}
        value={`${Math.round((coverage.swept / schools) * 100)}%`}
        label={`${coverage.title}已整治学校 ${coverage.swept}/${schools}`}
        title={coverage.counting}
      />
      <KnownFigure
        of={figures.unswept}
        tone={waiting > 0 ? 'undetermined' : undefined}
        value={waiting}
        label={
          coverage.isDue
            ? `未整治学校，本期还有 ${coverage.daysLeft} 天（${coverage.cadence}）`
            : `${coverage.title}未整治学校（${coverage.cadence}）`
        }
        title={coverage.counting}
      />
    </>
  );
}

/** What lists left open. */
function ListFigures({ overview: { unlocated, unstaged } }: { overview: Overview }) {
  return (
    <>
      <Figure
        value={unlocated}
        label="待定位的场所"
        onClick={() => goTo({ name: 'settle', what: 'locating' })}
      />
      {unstaged > 0 && (
        <Figure
          tone="undetermined"
          value={unstaged}
          label="学段待定的学校"
          onClick={() => goTo({ name: 'settle', what: 'stages' })}
        />
      )}
    </>
  );
}

/** Licences of venues inside a zone that are not to be renewed; told where any licence is known. */
function LicenceFigures({ licences: { known, expiring, expired } }: Pick<Overview, 'licences'>) {
  if (known === 0) return null;
  return (
    <>
      <Figure
        tone={expiring > 0 ? 'undetermined' : undefined}
        value={expiring}
        label="区内许可证下季度末前到期"
        title="到期不延续：场所在区内、许可证从今天到下季度末到期的"
        onClick={() => goTo({ name: 'table', table: 'licences', query: expiringInZone })}
      />
      <Figure
        tone={expired > 0 ? 'violation' : undefined}
        value={expired}
        label="区内许可证已过期未延续"
        title="场所在区内、许可证已过期，也没有新证的"
        onClick={() => goTo({ name: 'table', table: 'licences', query: expiredInZone })}
      />
    </>
  );
}

function UnvisitedFigure({ unvisited }: Pick<Overview, 'unvisited'>) {
  const never: Condition = { column: 'lastVisitOn', operator: 'empty', operands: [] };
  return (
    <Figure
      value={unvisited}
      tone={unvisited > 0 ? 'violation' : undefined}
      label="从未检查过的区内·禁设场所"
      onClick={() => show('venues', oneOf('severity', 'violation'), never)}
    />
  );
}

/** One that other screens show as well. */
function KnownFigure({
  of,
  label = of.label,
  title = of.explained,
  ...figure
}: {
  of: DefinedFigure;
  value: number | string;
  label?: string;
  title?: string;
  tone?: string;
}) {
  const { table, query } = of;
  return <Figure {...figure} {...{ label, title }} onClick={() => goTo({ name: 'table', table, query })} />;
}

function Figure({
  value,
  label,
  title,
  tone = 'plain',
  onClick,
}: {
  value: number | string;
  label: string;
  /** What the figure counts, told where it is pointed at. */
  title?: string;
  tone?: string;
  onClick: () => void;
}) {
  return (
    <button type="button" className={`overview-figure overview-${tone}`} title={title} onClick={onClick}>
      <strong className="number">{typeof value === 'number' ? value.toLocaleString('zh-CN') : value}</strong>
      <span>{label}</span>
    </button>
  );
}

function show(table: TableName, ...parts: Condition[]): void {
  goTo({ name: 'table', table, query: all(...parts) });
}
