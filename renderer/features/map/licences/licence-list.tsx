import { Button } from 'antd';
import { useState } from 'react';
import type { Licence } from '#shared/contract/licences.ts';
import { type LicenceState, licenceStateNames } from '#shared/licences/licence-state.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { Tag, type TagTone } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { LicenceForm } from './licence-form.tsx';
import { StrikeLicence } from './strike-licence.tsx';
import './licence-list.css';
import { useMayCall } from '../../../client/use-may.ts';

/** What is open beside the list. */
type Opened = { what: 'form'; licence: Licence | null } | { what: 'strike'; licence: Licence };

/** The licences of a venue: what ends first comes first, what was struck last. */
export function LicenceList({ venueId }: { venueId: number }) {
  const { data: licences } = useService('licences.list', { venueId });
  const may = useMayCall();
  const [opened, setOpened] = useState<Opened | null>(null);
  if (!licences) return null;
  const close = () => setOpened(null);
  return (
    <section aria-label="许可证">
      <h2 className="list-title licence-head">
        许可证{licences.length > 0 && `（${licences.length}）`}
        {may('licences.save') && (
          <Button size="small" type="link" onClick={() => setOpened({ what: 'form', licence: null })}>
            添加
          </Button>
        )}
      </h2>
      {licences.length > 0 && (
        <ul className="licence-list">
          {licences.map((licence) => (
            <LicenceRow
              key={licence.id}
              licence={licence}
              onEdit={may('licences.save') ? () => setOpened({ what: 'form', licence }) : null}
              onStrike={may('licences.strike') ? () => setOpened({ what: 'strike', licence }) : null}
            />
          ))}
        </ul>
      )}
      {opened?.what === 'form' && <LicenceForm venueId={venueId} licence={opened.licence} onClose={close} />}
      {opened?.what === 'strike' && <StrikeLicence licence={opened.licence} onClose={close} />}
    </section>
  );
}

const tones: Readonly<Record<LicenceState, TagTone>> = {
  expired: 'violation',
  expiring: 'undetermined',
  valid: 'supervised',
  unlimited: 'supervised',
  unknown: 'plain',
  renewed: 'plain',
  struck: 'plain',
};

function LicenceRow({
  licence,
  onEdit,
  onStrike,
}: {
  licence: Licence;
  /** Null for who may not. */
  onEdit: (() => void) | null;
  onStrike: (() => void) | null;
}) {
  const strike = useCommand('licences.strike');
  const may = useMayCall();
  const carryOut = useCarryOut();
  const { id, number, kind, state, struck, fileName } = licence;
  const name = number || kind || '没有证号';
  const restore = () =>
    carryOut(() => strike.mutateAsync({ input: { id, reason: '' } }), `“${name}”重新计入`);
  return (
    <li className={struck === '' ? '' : 'licence-struck'}>
      <div className="licence-line">
        <strong className="number">{name}</strong>
        <Tag tone={tones[state]}>{licenceStateNames[state]}</Tag>
      </div>
      <div className="quiet small">{factsOf(licence).join(' · ')}</div>
      <div className="licence-line">
        <span className="quiet small">
          {struck === '' ? (fileName ? `名单《${fileName}》` : '手工填写') : `划去：${struck}`}
        </span>
        {struck === '' ? (
          <>
            {onEdit && (
              <Button size="small" type="link" aria-label={`修改许可证 ${name}`} onClick={onEdit}>
                修改
              </Button>
            )}
            {onStrike && (
              <Button size="small" type="link" aria-label={`划去许可证 ${name}`} onClick={onStrike}>
                划去
              </Button>
            )}
          </>
        ) : (
          may('licences.strike') && (
            <Button size="small" type="link" loading={strike.isPending} onClick={restore}>
              恢复
            </Button>
          )
        )}
      </div>
    </li>
  );
}

function factsOf({ number, kind, holder, validFrom, validUntil, unlimited }: Licence): string[] {
  const from = validFrom === null ? '' : `${validFrom} ${validUntil === null ? '起' : ''}`;
  const until = unlimited ? '长期有效' : validUntil === null ? '' : `至 ${validUntil}`;
  return [number === '' ? '' : kind, holder && `持证 ${holder}`, `${from}${until}`].filter(Boolean);
}
