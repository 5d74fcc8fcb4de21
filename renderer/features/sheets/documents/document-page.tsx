import { type ReactNode, useRef } from 'react';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { chineseDate } from '../../../components/format.ts';
import { useFittedTo } from './fit-page.ts';
import { PaperOfPages } from './paper-of-pages.tsx';
import './documents.css';

/** One A4 page: title, number, content, who made it on what basis. */
export function DocumentPage({
  title,
  number,
  workspace,
  basemapTitle,
  stamp,
  isOutward = false,
  children,
}: {
  title: string;
  number: string;
  workspace: WorkspaceSummary;
  basemapTitle: string;
  /** Printed across the page, for example 已作废. */
  stamp?: string | null;
  /** It is handed to somebody outside of the office. */
  isOutward?: boolean;
  children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  useFittedTo(content);
  return (
    <section className="document-page" data-testid="document">
      <PaperOfPages margins="0" />
      {stamp && <span className="document-stamp">{stamp}</span>}
      <header>
        {isOutward ? <span /> : <span className="document-mark">内部工作用</span>}
        <h1>{title}</h1>
        <span className="number">{number}</span>
      </header>
      {workspace.demonstration && <p className="document-demo">演示数据</p>}
      <div className="document-body">
        <div className="document-content" ref={content}>
          {children}
        </div>
      </div>
      <footer>
        <span>{workspace.pack.coordinator}</span>
        <span>规则包：{workspace.pack.title}</span>
        <span>底图：{basemapTitle || '无'}</span>
        <span>坐标系 WGS84，距离按椭球面计算</span>
        <span>{chineseDate(workspace.today)}</span>
      </footer>
    </section>
  );
}

/** Facts of a document in two columns of label and value. */
export function DocumentFacts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="document-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value || '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Lines to sign on. */
export function Signatures({ names }: { names: readonly string[] }) {
  return (
    <div className="document-signatures">
      {names.map((name) => (
        <span key={name}>
          {name}
          <i />
        </span>
      ))}
    </div>
  );
}
