import type { ReactNode } from 'react';
import type { Severity } from '#shared/zones/verdict.ts';
import { SeverityMark } from './severity-mark.tsx';
import './tags.css';

export type TagTone = Severity | 'doubt' | 'accent' | 'plain';

export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

/** Verdict and effect in two words with its mark, as tables and panels show it. */
export function SeverityTag({ severity, text }: { severity: Severity | 'doubt'; text: string }) {
  return (
    <span className={`tag tag-${severity}`}>
      <SeverityMark severity={severity} size={13} />
      {text}
    </span>
  );
}
