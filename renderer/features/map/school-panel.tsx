import { Button } from 'antd';
import { useState } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { useService } from '../../client/queries.ts';
import { useSigmas } from '../../client/sigmas.ts';
import { useMayCall } from '../../client/use-may.ts';
import { CommentsOf } from '../../components/comments/comments-of.tsx';
import { CaseFile } from '../../components/documents/case-file.tsx';
import { categoryTitle } from '../../components/format.ts';
import { MoreActions } from '../../components/more-actions.tsx';
import { Phone } from '../../components/phone.tsx';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { changesThisQuarter } from '../../routes/changes-route.ts';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { useAcrossBorder, VenuesAcross } from './across-border.tsx';
import { AddToSweep } from './add-to-sweep.tsx';
import { AroundSection } from './around/around-panel.tsx';
import { Facts, Panel } from './panel.tsx';

/** What changed around the school this quarter. */
function ChangesButton({ schoolId }: { schoolId: number }) {
  const { data } = useService('workspace.describe', {});
  if (!data) return null;
  const wanted = changesThisQuarter(data.today, { schoolId });
  return <Button onClick={() => goTo({ name: 'changes', wanted })}>变化</Button>;
}

/** One school: what lies in its zone, its gates, and its sheet. */
export function SchoolPanel({
  schoolId,
  workspace,
  onClose,
}: {
  schoolId: number;
  workspace: WorkspaceSummary;
  onClose: () => void;
}) {
  const school = useService('schools.get', { id: schoolId });
  const findings = useService('findings.list', { schoolId });
  const across = useAcrossBorder({ kind: 'school', id: schoolId });
  const sigmas = useSigmas();
  const may = useMayCall();
  const [adding, setAdding] = useState(false);
  if (school.error) return <ErrorState error={school.error} />;
  if (!school.data || !findings.data) return <Loading />;
  const { data } = school;
  return (
    <Panel
      title={data.name}
      link
      onClose={onClose}
      tags={
        <>
          {data.stage === UNKNOWN_STAGE ? (
            <Tag tone="undetermined">学段待定</Tag>
          ) : (
            <Tag tone="accent">{data.stage}</Tag>
          )}
          {data.violations > 0 && <SeverityTag severity="violation" text={`区内 ${data.violations}`} />}
          {data.undetermined > 0 && (
            <SeverityTag severity="undetermined" text={`待实测 ${data.undetermined}`} />
          )}
        </>
      }
      actions={
        <>
          {may('sheets.draw') && (
            <Button type="primary" onClick={() => goTo({ name: 'schoolSheet', id: schoolId })}>
              打印图幅
            </Button>
          )}
          {may('sweeps.addStop') && <Button onClick={() => setAdding(true)}>加入整治</Button>}
          {may('overview.changes') && <ChangesButton schoolId={schoolId} />}
          <MoreActions
            actions={[
              may('schools.saveCampus')
                ? {
                    label: data.hasBoundary ? '编辑边界' : '画校园边界',
                    does: () => goTo({ name: 'campus', id: schoolId }),
                  }
                : null,
              may('gates.save')
                ? { label: '新增校门', does: () => goTo({ name: 'newGate', id: schoolId }) }
                : null,
            ]}
          />
        </>
      }
    >
      <FindingList findings={findings.data} workspace={workspace} />
      <VenuesAcross found={across} workspace={workspace} />
      <CaseFile of={{ schoolId }} name={data.name} />
      <Facts
        facts={[
          ['地址', data.address],
          ['标识码', data.schoolCode],
          ['电话', data.phone && <Phone shown={data.phone} table="schools" id={schoolId} />],
          ['开办时间', data.openedOn ?? ''],
          [
            '校园边界',
            data.hasBoundary
              ? `${positionSourceNames[data.boundarySource ?? 'unknown']} ±${sigmas[data.boundarySource ?? 'unknown']} m`
              : data.gates.length === 0
                ? POINT_FOR_CAMPUS
                : '缺，以校门代替',
          ],
          [
            '校门',
            data.gates.length === 0
              ? '缺'
              : data.gates.map((gate) => (
                  <span key={gate.id} className="gate-row">
                    {gate.name}
                    {gate.isMain && '（主）'}
                    <span className="quiet small">
                      {positionSourceNames[gate.positionSource]} ±{sigmas[gate.positionSource]} m
                      {(gate.frontage || gate.band) && '，禁停区手绘'}
                    </span>
                    {may('gates.save') ? (
                      <a href={linkTo({ name: 'editGate', id: schoolId, gateId: gate.id })}>编辑</a>
                    ) : (
                      <a href={linkTo({ name: 'gate', id: gate.id })}>校门方案</a>
                    )}
                  </span>
                )),
          ],
          ['上次整治', data.lastSweptOn ?? '从未'],
        ]}
      />
      <AroundSection from={{ kind: 'school', id: schoolId, name: data.name }} />
      <CommentsOf about={{ kind: 'school', id: schoolId }} title={data.name} />
      {adding && (
        <AddToSweep
          onClose={() => setAdding(false)}
          place={{ name: data.name, venueId: null, schoolId }}
          reason="校门及周边检查"
        />
      )}
    </Panel>
  );
}

function FindingList({
  findings,
  workspace,
}: {
  findings: readonly FindingRow[];
  workspace: WorkspaceSummary;
}) {
  const shown = findings.filter((finding) => finding.severity !== 'outside');
  if (shown.length === 0) return <p className="why why-supervised">安全区域内没有受管控的场所。</p>;
  return (
    <section>
      <h2 className="list-title">安全区域内及存疑的场所（{shown.length}）</h2>
      <ul className="finding-list">
        {shown.map((finding) => (
          <li key={finding.id}>
            <a href={linkTo({ name: 'venue', id: finding.venueId })}>
              <SeverityMark severity={finding.severity} size={14} />
              <span className="finding-name">{finding.venueName}</span>
              <span className="quiet small">{categoryTitle(workspace.categories, finding.category)}</span>
              <span className="number finding-distance">{finding.distance.toFixed(1)} m</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
