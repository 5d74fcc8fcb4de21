import type { ScoredSubject } from '#shared/contract/scores.ts';
import { scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import { criterionText, fullPoints, type ScoreScheme } from '#shared/scores/score-scheme.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { DocumentBlock, FilledTable } from '../documents/paper-blocks.ts';
import { byRank, dataOf, remarkOf, scoredBy } from './score-words.ts';

interface Told {
  readonly scheme: ScoreScheme;
  readonly subjects: readonly ScoredSubject[];
  readonly title: string;
  readonly note: string;
}

const NOBODY = '没有考核对象。';

/** 考核评分表 on paper: the summary, then a page for each who is scored, to be signed by the assessors. */
export async function scoreDocument(
  { workspace }: Pick<QueryContext, 'workspace'>,
  told: Told,
): Promise<Uint8Array> {
  const { scheme, subjects, title, note } = told;
  const ranked = byRank(subjects);
  const forms = Object.fromEntries(ranked.map((subject, i) => [`form${i}`, formOf(scheme, subject)]));
  const { writeOfficialDocument } = await import('../documents/official-document.ts');
  return await writeOfficialDocument(
    { title: `${title}评分表`, landscape: true, blocks: blocksOf(told, ranked) },
    {
      values: {},
      tables: { summary: summaryOf(scheme, ranked), ...forms },
      pictures: new Map(),
      photos: [],
      remark: workspace.demonstration ? '演示数据' : note.includes('示例方案') ? '示例方案，由单位自定' : '',
    },
  );
}

function blocksOf({ title, note }: Told, ranked: readonly ScoredSubject[]): DocumentBlock[] {
  return [
    { kind: 'title', text: `${title}评分汇总表` },
    { kind: 'note', text: note },
    { kind: 'table', table: 'summary' },
    ...ranked.flatMap(({ name }, i): DocumentBlock[] => [
      { kind: 'page' },
      { kind: 'heading', level: 1, text: `${name} 评分表` },
      { kind: 'table', table: `form${i}` },
      {
        kind: 'note',
        text: '考核组（签字）：　　　　　　　　被考核单位（签字）：　　　　　　　　日期：　　年　　月　　日',
      },
    ]),
  ];
}

function summaryOf({ of, ...scheme }: ScoreScheme, ranked: readonly ScoredSubject[]): FilledTable {
  const columns = [
    { title: '名次', share: 1, number: true },
    { title: scoreSubjectNames[of], share: 4 },
    { title: `得分（满分 ${fullPoints(scheme)}）`, share: 2, number: true },
    { title: '可得', share: 1.5, number: true },
    { title: '得分率', share: 1.5, number: true },
    { title: '待评（项）', share: 1.5, number: true },
  ];
  const rows = ranked.map(({ rank, name, total, possible, pending }) => [
    rank === null ? '—' : String(rank),
    name,
    total.toFixed(2),
    possible.toFixed(2),
    possible === 0 ? '—' : `${((total / possible) * 100).toFixed(1)}%`,
    String(pending),
  ]);
  return { none: NOBODY, columns, rows };
}

function formOf(scheme: ScoreScheme, subject: ScoredSubject): FilledTable {
  const columns = [
    { title: '项目', share: 1.6 },
    { title: '序号', share: 0.8, number: true },
    { title: '内容', share: 3 },
    { title: '分值', share: 0.9, number: true },
    { title: '评分标准', share: 5 },
    { title: '考核办法', share: 1.8 },
    { title: '数据', share: 1.8, number: true },
    { title: '得分', share: 1, number: true },
    { title: '备注', share: 2.4 },
  ];
  const rows = scoredBy(scheme, subject).map(({ indicator, score }, i) => [
    indicator.project,
    String(i + 1),
    indicator.content,
    String(indicator.points),
    criterionText(indicator),
    indicator.method,
    dataOf(indicator, score),
    score.points === null ? '' : score.points.toFixed(2),
    remarkOf(indicator, score),
  ]);
  const total = ['合计', '', '', String(fullPoints(scheme)), '', '', '', subject.total.toFixed(2), ''];
  return { none: NOBODY, columns, rows: [...rows, total] };
}
