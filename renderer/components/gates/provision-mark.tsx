import type { ProvisionCell } from '#shared/contract/facilities.ts';
import { type Provision, provisionNames } from '#shared/facilities/gate-provision.ts';
import { Tag, type TagTone } from '../tags.tsx';

const provisionTones: Readonly<Record<Provision, TagTone>> = {
  present: 'supervised',
  missing: 'violation',
  doubtful: 'undetermined',
  unsurveyed: 'plain',
  exempt: 'outside',
};

/** 已有, 缺失, 待核, 未调查, 不要求. */
export function ProvisionMark({ provision }: { provision: Provision }) {
  return <Tag tone={provisionTones[provision]}>{provisionNames[provision]}</Tag>;
}

/** 32.5 m 沿路; empty where nothing stands there. */
export function distanceText({ metres, measure }: Pick<ProvisionCell, 'metres' | 'measure'>): string {
  if (metres === null) return '';
  return `${metres.toFixed(1)} m ${measure === 'alongRoad' ? '沿路' : '直线'}`;
}
