import type { Cadence } from '#shared/rules/rule.ts';

/** How often a pack wants sweeps, in words. */
export function cadenceText(cadence: Cadence): string {
  switch (cadence.kind) {
    case 'quarterly':
      return `每季度 ${cadence.times} 次`;
    case 'halfYearly':
      return `每半年 ${cadence.times} 次`;
    case 'phases':
      return cadence.phases.map(({ title }) => title).join(' → ');
    case 'none':
      return '规则包未规定频次';
  }
}
