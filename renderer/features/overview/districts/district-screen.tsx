import { Alert, Tabs } from 'antd';
import { type District, RELEASED_SHOWN } from '#shared/contract/districts.ts';
import { indicatorIds } from '#shared/districts/indicator-ids.ts';
import { indicatorOf, indicators, indicatorText } from '#shared/districts/indicators.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { momentText } from '../../../components/format.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { DistrictTrends } from './district-trend.tsx';
import {
  EdgeFindings,
  ReleasedFindings,
  ReleasedHazards,
  ReleasedSchools,
  ReleasedTowns,
} from './released-tables.tsx';
import './districts.css';

/** What one district released: its indicators, hazards, findings, schools and towns. */
export function DistrictScreen({ id }: { id: number }) {
  const may = useMayCall();
  return may('districts.get') ? (
    <Released id={id} />
  ) : (
    <EmptyState title="“各辖区”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>
  );
}

function Released({ id }: { id: number }) {
  const told = useService('districts.get', { district: id });
  if (told.error)
    return (
      <ErrorState
        error={told.error}
        onRetry={() => void told.refetch()}
        action={<a href={linkTo({ name: 'districts' })}>返回各辖区</a>}
      />
    );
  if (told.data === undefined) return <Loading />;
  if (told.data === null) return <EmptyState title="没有连接各辖区的汇总库" />;
  const { district, totals, released, edges } = told.data;
  const tab = (key: string, label: string, children: React.ReactNode) => ({ key, label, children });
  return (
    <div className="districts">
      <header className="screen-head">
        <h1>{district.name}</h1>
        <span className="quiet">
          数据日期 {district.day} · {momentText(district.writtenAt)} 报送 · 整治按{district.span}计
        </span>
        <a className="quiet" href={linkTo({ name: 'districts' })}>
          返回各辖区
        </a>
      </header>
      {!district.isMeasured && (
        <Alert
          type="warning"
          showIcon
          title="报送时这个辖区的研判比数据旧，区内、待实测的家数以其重新研判后为准"
        />
      )}
      <Indicators district={district} />
      <Tabs
        items={[
          tab('hazards', `隐患 ${totals.hazards}`, <ReleasedHazards rows={released.hazards} />),
          tab('findings', `研判 ${totals.findings}`, <ReleasedFindings rows={released.findings} />),
          tab('schools', `学校 ${totals.schools}`, <ReleasedSchools rows={released.schools} />),
          tab('edges', `交界处 ${edges.length}`, <EdgeFindings rows={edges} district={district} />),
          tab('towns', `镇街 ${released.towns.length}`, <ReleasedTowns rows={released.towns} />),
          tab('trend', '变化', <DistrictTrends district={district} />),
        ]}
      />
      <p className="districts-note quiet small">
        每类最多列出 {RELEASED_SHOWN} 行，要紧的在前；报送的内容不带电话、人员、地址和说明文字，需要的请向
        {district.name}了解。
      </p>
    </div>
  );
}

function Indicators({ district: { figures } }: { district: District }) {
  return (
    <dl className="districts-indicators">
      {indicatorIds.map((id) => {
        const { title, how, part, whole } = indicators[id];
        return (
          <div key={id} title={how}>
            <dt>{title}</dt>
            <dd>
              <strong>{indicatorText(id, indicatorOf(id, figures))}</strong>
              {whole !== null && <span className="quiet small">{` ${part(figures)}/${whole(figures)}`}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
