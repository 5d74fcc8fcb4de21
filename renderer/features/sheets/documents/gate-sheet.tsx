import { completeness, provisionNames } from '#shared/facilities/gate-provision.ts';
import { centreOf, mapFrame } from '#shared/sheets/map-frame.ts';
import { useService } from '../../../client/queries.ts';
import { facilityColour } from '../../../components/gates/facility-colours.ts';
import { useBaseImage } from '../use-base-image.ts';
import type { DocumentMaker } from './document.ts';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { toPath } from './map-furniture.tsx';
import './gate-sheet.css';

/** The plan of a gate at a round scale: millimetres, and the N of 1:N. */
const FRAME = { width: 182, height: 110, scale: 1000 } as const;
const ROWS_SHOWN = 14;

/** 校门方案: the stretch and what stands around on a map, requirements, restrictions, posts. */
export const GateSheet: DocumentMaker<'gateDocument'> = ({ route: { id }, children }) => {
  const workspace = useService('workspace.describe', {});
  const plan = useService('gates.plan', { id });
  const catalogue = useService('facilities.kinds', {});
  const basemaps = useService('basemaps.list', {});
  const at = plan.data?.gate.position;
  const frame = at
    ? mapFrame(centreOf([at[0], at[1], at[0], at[1]]), FRAME.width, FRAME.height, FRAME.scale)
    : null;
  const base = useBaseImage(frame, basemaps.data, at ? `gate/${id}/${at}` : null);
  const error = workspace.error ?? plan.error ?? catalogue.error;
  if (error) return children({ error });
  if (!workspace.data || !plan.data || !catalogue.data || !frame || !base) return children({ loading: true });
  const { data } = plan;
  const titles = new Map(catalogue.data.requirements.map((each) => [each.id, each]));
  const shown = data.facilities.filter(({ position }) => frame.contains(position));
  const share = completeness(data.gate.cells);
  const gateAt = frame.toPaper(data.gate.position);
  const content = (
    <DocumentPage
      title="校门交通管控方案"
      number={`${data.gate.gateName}`}
      workspace={workspace.data}
      basemapTitle={base.title}
    >
      <DocumentFacts
        facts={[
          ['学校', data.schoolName],
          ['校门', `${data.gate.gateName}${data.gate.isMain ? '（主）' : ''}`],
          ['门前道路', data.gate.road?.name ?? '—'],
          [
            '禁停区',
            data.shape === 'alongRoad'
              ? `沿道路两侧各 ${data.length} m`
              : `${data.length} m（${data.shape === 'circle' ? '圆形' : '手绘'}）`,
          ],
          ['限时禁行、禁停', data.text.restrictions || '未登记'],
          ['单行', data.text.oneWay || '无'],
          ['等候与接送', data.text.waiting || '未登记'],
          ['设施齐全率', share === null ? '—' : `${Math.round(share * 100)}%`],
        ]}
      />
      <svg
        className="gate-map"
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        style={{ width: `${FRAME.width}mm`, height: `${FRAME.height}mm` }}
        role="img"
        aria-label="校门方案图"
      >
        <clipPath id="gate-frame">
          <rect width={FRAME.width} height={FRAME.height} />
        </clipPath>
        <g clipPath="url(#gate-frame)">
          <rect width={FRAME.width} height={FRAME.height} fill="#fbfaf7" />
          {base.image && (
            <image
              href={base.image}
              width={FRAME.width}
              height={FRAME.height}
              preserveAspectRatio="none"
              opacity={0.8}
            />
          )}
          <path
            d={toPath(data.stretch, frame)}
            fill="#c62f3b"
            fillOpacity={0.2}
            stroke="#c62f3b"
            strokeWidth={0.4}
            strokeDasharray="2 1.2"
          />
          {shown.map(({ id: facilityId, kind, state, fault, geometry, position }) => {
            const colour = facilityColour(state, fault);
            const [x, y] = frame.toPaper(position);
            return (
              <g key={facilityId}>
                {geometry.type !== 'Point' && (
                  <path
                    d={toPath(geometry, frame)}
                    fill={geometry.type === 'LineString' ? 'none' : colour}
                    fillOpacity={0.18}
                    stroke={colour}
                    strokeWidth={0.7}
                  />
                )}
                <circle cx={x} cy={y} r={2} fill={colour} stroke="#fff" strokeWidth={0.4} />
                <text x={x} y={y + 0.95} className="gate-sign">
                  {kind.slice(0, 1)}
                </text>
                <text x={x + 2.6} y={y + 0.95} className="gate-kind">
                  {kind}
                </text>
              </g>
            );
          })}
          <circle cx={gateAt[0]} cy={gateAt[1]} r={2} fill="#fff" stroke="#1f5fae" strokeWidth={0.9} />
          <text x={4} y={FRAME.height - 4} className="gate-kind">
            1:{FRAME.scale}　红色为禁停区；蓝色设施完好，红色损坏、缺失或不符，紫色规划
          </text>
        </g>
        <rect width={FRAME.width} height={FRAME.height} fill="none" stroke="#111" strokeWidth={0.5} />
      </svg>
      <table className="document-table">
        <thead>
          <tr>
            {['设施', '要求', '结论', '情况', '责任'].map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.gate.cells
            .filter(({ provision }) => provision !== 'exempt')
            .slice(0, ROWS_SHOWN)
            .map((cell) => {
              const requirement = titles.get(cell.requirementId);
              return (
                <tr key={cell.requirementId}>
                  <td>{requirement?.title}</td>
                  <td>
                    {requirement?.within} m {requirement?.measure === 'alongRoad' ? '沿路' : '直线'}
                  </td>
                  <td>{provisionNames[cell.provision]}</td>
                  <td>
                    {cell.provision === 'present' && cell.metres !== null
                      ? `${cell.metres.toFixed(1)} m`
                      : cell.note}
                  </td>
                  <td>{requirement?.body}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
      {data.facilities.some(({ fault }) => fault) && (
        <p>不符：{data.facilities.flatMap(({ fault }) => (fault ? [fault] : [])).join('；')}</p>
      )}
      <Signatures names={['学校', '公安交管', '镇街']} />
    </DocumentPage>
  );
  return children({
    document: { fileName: `校门方案-${data.schoolName}-${data.gate.gateName}`, content },
  });
};
