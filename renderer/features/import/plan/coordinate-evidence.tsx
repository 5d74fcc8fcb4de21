import { Button } from 'antd';
import type { ImportOptions } from '#shared/contract/import.ts';
import { type ReferenceSystem, referenceSystemNames } from '#shared/geodesy/reference-systems.ts';
import { useService } from '../../../client/queries.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { Tag } from '../../../components/tags.tsx';
import { EvidenceMap } from './evidence-map.tsx';

/** In which reference system the list fits what is known: figures and a map first, the decision stays with the clerk. */
export function CoordinateEvidence({
  chosen,
  options,
  onChoose,
}: {
  chosen: ChosenFile;
  options: ImportOptions;
  onChoose: (crs: ReferenceSystem) => void;
}) {
  const weighed = useService('import.evidence', { ...options, crs: null, token: chosen.token });
  if (!weighed.data || weighed.data.positions === 0) return null;
  const { evidence, best, clear, hasBoundary, hasUnproven, positions } = weighed.data;
  if (best === null)
    return (
      <p className="quiet small">
        {hasUnproven
          ? '已有的辖区导入时没有确认坐标系，不能用来对照。请撤销后选定坐标系重新导入，或向名单来源确认。'
          : '还没有可对照的数据。先导入辖区或学校，系统就能帮助判断名单的坐标系。'}
      </p>
    );
  const shown = evidence.find(({ reading }) => reading === options.crs)?.reading ?? best;
  return (
    <div className="evidence-both">
      <table className="evidence" data-testid="evidence">
        <caption>
          对照已有数据，按各坐标系理解这 {positions} 个点：{clear ? '证据明确' : '证据不足，请向来源确认'}
        </caption>
        <thead>
          <tr>
            <th>坐标系</th>
            <th>{hasBoundary ? '落在辖区内' : '落在辖区内（没有辖区）'}</th>
            <th>同名地点</th>
            <th>中位偏移</th>
            <th>地址、代码相符</th>
            <th aria-label="采用" />
          </tr>
        </thead>
        <tbody>
          {evidence.map(({ reading, inside, matched, medianShift, told, agreeing }) => (
            <tr key={reading} className={reading === best ? 'evidence-best' : undefined}>
              <td>
                {referenceSystemNames[reading]}
                {reading === best && clear && <Tag tone="supervised">吻合</Tag>}
              </td>
              <td className="number">{inside === null ? '—' : `${(inside * 100).toFixed(1)}%`}</td>
              <td className="number">{matched}</td>
              <td className="number">{medianShift === null ? '—' : `${medianShift.toFixed(0)} m`}</td>
              <td className="number">{told === 0 ? '—' : `${agreeing} / ${told}`}</td>
              <td>
                <Button
                  size="small"
                  type="link"
                  disabled={options.crs === reading}
                  onClick={() => onChoose(reading)}
                >
                  {options.crs === reading ? '已选' : '采用'}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <EvidenceMap chosen={chosen} options={options} reading={shown} />
    </div>
  );
}
