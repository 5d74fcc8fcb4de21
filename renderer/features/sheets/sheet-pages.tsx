import type { ReactNode } from 'react';
import { periodOf, periodTitle } from '#shared/sweeps/period.ts';
import { type Severity, severities, severityNames, shortVerdict } from '#shared/zones/verdict.ts';
import { categoryTitle, chineseDate } from '../../components/format.ts';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { SheetMap } from './sheet-map.tsx';
import type { NumberedFinding, Sheet } from './use-sheet.ts';
import './sheet.css';

/** Index rows beside the map, and in each column of a continuation page. */
const ROWS_BESIDE_MAP = 19;
const ROWS_IN_COLUMN = 24;
const COLUMNS = 2;
/** Room for the title between the mark and the sheet number, millimetres. */
const TITLE_WIDTH = 150;

/** One school's sheet on A4 landscape; an index too long for the first page flows to further ones. */
export function SheetPages({ sheet }: { sheet: Sheet }) {
  const rest = sheet.venues.slice(ROWS_BESIDE_MAP);
  const perPage = ROWS_IN_COLUMN * COLUMNS;
  const continued = Array.from({ length: Math.ceil(rest.length / perPage) }, (_, i) =>
    rest.slice(i * perPage, (i + 1) * perPage),
  );
  const total = 1 + continued.length;
  return (
    <div className="sheet" data-testid="sheet">
      <Page sheet={sheet} page={1} total={total}>
        <div className="sheet-body">
          <SheetMap sheet={sheet} />
          <aside>
            <h3>场所索引</h3>
            <IndexTable sheet={sheet} rows={sheet.venues.slice(0, ROWS_BESIDE_MAP)} />
            {rest.length > 0 && <p className="sheet-more">续见第 2 页，共 {sheet.venues.length} 家</p>}
            <h3>图例</h3>
            <Legend sheet={sheet} />
            <h3>统计</h3>
            <Statistics sheet={sheet} />
          </aside>
        </div>
      </Page>
      {continued.map((rows, index) => (
        <Page key={rows[0]?.id} sheet={sheet} page={index + 2} total={total}>
          <h3>场所索引（续）</h3>
          <div className="sheet-columns">
            {Array.from({ length: COLUMNS }, (_, column) =>
              rows.slice(column * ROWS_IN_COLUMN, (column + 1) * ROWS_IN_COLUMN),
            )
              .filter((part) => part.length > 0)
              .map((part) => (
                <IndexTable key={part[0]?.id} sheet={sheet} rows={part} />
              ))}
          </div>
        </Page>
      ))}
    </div>
  );
}

function Page({
  sheet,
  page,
  total,
  children,
}: {
  sheet: Sheet;
  page: number;
  total: number;
  children: ReactNode;
}) {
  const { workspace, geometry } = sheet;
  const title = `${geometry.schoolName}周边学生安全区域图`;
  const period = periodOf(workspace.today);
  const schoolNumber = String(geometry.zones[0]?.schoolId ?? 0).padStart(3, '0');
  return (
    <section className="sheet-page">
      <header className="sheet-head">
        <span className="sheet-mark">内部工作用图，不得公开</span>
        <div>
          <h1 style={{ fontSize: `${titleSize(title)}mm` }}>{title}</h1>
          <p>
            {workspace.demonstration && '演示数据 · '}规则包：{workspace.pack.title} · {periodTitle(period)}
          </p>
        </div>
        <span className="sheet-page-number">
          图号 {period}-{schoolNumber}　第 {page} / {total} 页
        </span>
      </header>
      {children}
      <footer className="sheet-foot">
        <span>制图：{workspace.pack.coordinator}</span>
        <span>审核：</span>
        <span>底图：{sheet.basemapTitle || '无'}</span>
        <span>
          距离按 WGS84 椭球面计算
          {sheet.venues.some((venue) => isUnverified(venue, sheet)) && '；＊ 依据条文未与正式文本核实'}
        </span>
        <span>{chineseDate(workspace.today)}</span>
      </footer>
    </section>
  );
}

/** Millimetres a character, so that a long name stays on one line between mark and number. */
function titleSize(title: string): number {
  return Math.min(6.2, TITLE_WIDTH / [...title].length);
}

function IndexTable({ sheet, rows }: { sheet: Sheet; rows: readonly NumberedFinding[] }) {
  if (rows.length === 0) return <p className="sheet-more">范围内没有受管控的场所</p>;
  return (
    <table className="sheet-table">
      <thead>
        <tr>
          <th>号</th>
          <th>场所</th>
          <th>类别</th>
          <th>距离 m</th>
          <th>判定</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((venue) => (
          <tr key={venue.id}>
            <td>{venue.number}</td>
            <td className="sheet-name">{venue.venueName}</td>
            <td>{categoryTitle(sheet.workspace.categories, venue.category)}</td>
            <td className="sheet-numeric">{venue.distance.toFixed(1)}</td>
            <td className={`sheet-${venue.severity}`}>
              {shortVerdict(venue)}
              {isUnverified(venue, sheet) && '＊'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether a rule that was not checked against its document decided this. */
function isUnverified({ ruleId }: NumberedFinding, { workspace }: Sheet): boolean {
  return workspace.rules.find(({ id }) => id === ruleId)?.basis.verified === false;
}

/** Only what is really on the map. */
function Legend({ sheet }: { sheet: Sheet }) {
  const { geometry, venues, workspace } = sheet;
  const present = severities.filter((severity: Severity) =>
    venues.some((venue) => venue.severity === severity),
  );
  const { safetyZone, gateZone } = workspace.pack;
  return (
    <ul className="sheet-legend">
      {present.map((severity) => (
        <li key={severity}>
          <SeverityMark severity={severity} size={13} />
          {severityNames[severity]}
        </li>
      ))}
      <li>
        <svg width="16" height="11" aria-hidden="true">
          <rect x="1" y="1" width="14" height="9" fill="#e6eef9" stroke="#2f6fc4" strokeDasharray="3 2" />
        </svg>
        {safetyZone.distance} m 安全区域
      </li>
      {geometry.campuses.length > 0 && (
        <li>
          <svg width="16" height="11" aria-hidden="true">
            <rect x="1" y="1" width="14" height="9" fill="#d5e1f0" stroke="#1f5fae" strokeWidth="1.6" />
          </svg>
          校园
        </li>
      )}
      {geometry.gates.length > 0 && (
        <li>
          <svg width="16" height="11" aria-hidden="true">
            <circle cx="8" cy="5.5" r="3.6" fill="#fff" stroke="#1f5fae" strokeWidth="2" />
          </svg>
          校门
        </li>
      )}
      {geometry.gateZones.length > 0 && (
        <li>
          <svg width="16" height="11" aria-hidden="true">
            <rect x="1" y="3" width="14" height="5" fill="#e39aa4" stroke="#b03345" />
          </svg>
          校门禁停 {gateZone.distance} m
        </li>
      )}
    </ul>
  );
}

function Statistics({ sheet: { statistics } }: { sheet: Sheet }) {
  return (
    <table className="sheet-table sheet-statistics">
      <thead>
        <tr>
          <th>区内禁设</th>
          <th>待实测</th>
          <th>监管</th>
          <th>未结隐患</th>
          <th>本季已查</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{statistics.violations}</td>
          <td>{statistics.undetermined}</td>
          <td>{statistics.supervised}</td>
          <td>{statistics.openHazards}</td>
          <td>
            {statistics.visited} / {statistics.venues}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
