import type { Severity } from '#shared/zones/verdict.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { Tag } from '../../../components/tags.tsx';

/** What depends on a row of a queue, in one word; nothing where no rule is about it. */
export function ConsequenceTag({ severity }: { severity: Severity | null }) {
  if (severity === null || severity === 'outside') return null;
  return <Tag tone={severity === 'violation' ? 'violation' : 'undetermined'}>{severityNames[severity]}</Tag>;
}
