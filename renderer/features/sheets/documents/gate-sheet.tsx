import type { OutputOf } from '#shared/contract/contract.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { countProvisions, provisionNames, tellShare } from '#shared/facilities/gate-provision.ts';
import { centreOf, mapFrame } from '#shared/sheets/map-frame.ts';
import { useService } from '../../../client/queries.ts';
import { useBaseImage } from '../use-base-image.ts';
import type { DocumentMaker } from './document.ts';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { GatePlanPicture } from './gate-plan.tsx';
import './gate-sheet.css';

type Plan = OutputOf<'gates.plan'>;
type Cell = Plan['gate']['cells'][number];

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
  const { gate, facilities, schoolName } = plan.data;
  const faults = facilities.flatMap(({ fault }) => (fault ? [fault] : []));
  const content = (
    <DocumentPage
      title="校门交通管控方案"
      number={gate.gateName}
      workspace={workspace.data}
      basemapTitle={base.title}
    >
      <DocumentFacts facts={factsOf(plan.data)} />
      <GatePlanPicture plan={plan.data} frame={frame} base={base.image} />
      <RequirementTable cells={gate.cells} requirements={catalogue.data.requirements} />
      {faults.length > 0 && <p>不符：{faults.join('；')}</p>}
      <Signatures names={['学校', '公安交管', '镇街']} />
    </DocumentPage>
  );
  return children({ document: { fileName: `校门方案-${schoolName}-${gate.gateName}`, content } });
};

function factsOf({ gate, schoolName, shape, length, text }: Plan): (readonly [string, string])[] {
  return [
    ['学校', schoolName],
    ['校门', `${gate.gateName}${gate.isMain ? '（主）' : ''}`],
    ['门前道路', gate.road?.name ?? '—'],
    [
      '禁停区',
      shape === 'alongRoad'
        ? `沿道路两侧各 ${length} m`
        : `${length} m（${shape === 'circle' ? '圆形' : '手绘'}）`,
    ],
    ['限时禁行、禁停', text.restrictions || '未登记'],
    ['单行', text.oneWay || '无'],
    ['等候与接送', text.waiting || '未登记'],
    ['已调查的设施', tellShare(countProvisions(gate.cells)) || '—'],
  ];
}

/** What the gate must have and whether it has it; as many lines as the page takes. */
function RequirementTable({
  cells,
  requirements,
}: {
  cells: readonly Cell[];
  requirements: readonly Requirement[];
}) {
  const known = new Map(requirements.map((each) => [each.id, each]));
  return (
    <table className="document-table">
      <thead>
        <tr>
          {['设施', '要求', '结论', '情况', '责任'].map((title) => (
            <th key={title}>{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells
          .filter(({ provision }) => provision !== 'exempt')
          .slice(0, ROWS_SHOWN)
          .map((cell) => (
            <RequirementRow
              key={cell.requirementId}
              cell={cell}
              requirement={known.get(cell.requirementId)}
            />
          ))}
      </tbody>
    </table>
  );
}

function RequirementRow({ cell, requirement }: { cell: Cell; requirement: Requirement | undefined }) {
  const measured = cell.provision === 'present' ? cell.metres : null;
  return (
    <tr>
      <td>{requirement?.title}</td>
      <td>
        {requirement?.within} m {requirement?.measure === 'alongRoad' ? '沿路' : '直线'}
      </td>
      <td>{provisionNames[cell.provision]}</td>
      <td>{measured === null ? cell.note : `${measured.toFixed(1)} m`}</td>
      <td>{requirement?.body}</td>
    </tr>
  );
}
