import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, json } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { listOfVenues, schoolsList } from '../support/watched-folder.ts';

interface Answer {
  readonly files: readonly {
    file: string;
    outcome: string;
    as: string | null;
    added: number;
    code: string | null;
  }[];
  readonly warnings: readonly { kind: string; count: number }[];
  readonly came: readonly { name: string; schools: string; after: string; by: string }[];
}

it('a watched folder is taken in once by content, in the order of what rests on what, and nothing planted is missed', () => {
  const folder = temporaryFolder();
  const [directory, lists] = [join(folder, '工作区'), join(folder, '名单')];
  mkdirSync(lists);
  expect(cli('init', directory, '--pack', 'beijing-daxing').status).toBe(0);
  const write = (name: string, content: string) => writeFileSync(join(lists, name), content);
  const { lines, planted } = listOfVenues(600, 40);
  // By name the venues come first, by what they rest on the schools.
  write('1 场所.csv', lines);
  write('2 场所 副本.csv', lines);
  write('3 学校.csv', schoolsList);
  write('4 坏.xlsx', 'PK\u0003\u0004 broken');
  write('~$1 场所.xlsx', 'half open');
  write('说明.docx', 'no list');
  const answer = (...more: string[]) => {
    const { status, out } = cli('inbox', directory, lists, '--crs', 'wgs84', '--json', ...more);
    return { status, answer: JSON.parse(out) as Answer };
  };
  const first = answer();
  expect(first.status).toBe(1);
  expect(first.answer.files.map(({ file, outcome, added }) => [file, outcome, added]).toSorted()).toEqual([
    ['1 场所.csv', 'imported', 600],
    ['2 场所 副本.csv', 'known', 0],
    ['3 学校.csv', 'imported', 2],
    ['4 坏.xlsx', 'failed', 0],
  ]);
  expect(first.answer.files.find(({ outcome }) => outcome === 'failed')?.code).toMatch(/^FILE_/);
  expect(first.answer.came.map(({ name }) => name).toSorted()).toEqual([...planted].toSorted());
  expect(first.answer.came[0]).toMatchObject({ schools: '东街小学', by: '1 场所.csv' });
  // What a workspace begins with is told of this run, and is no news for a week.
  expect(first.answer.warnings).toEqual([]);

  // The next run has nothing new; what was taken back by a person is not brought in again.
  json(cli('undo', directory, '--json'));
  rmSync(join(lists, '4 坏.xlsx'));
  const second = answer();
  expect(second.status).toBe(0);
  expect(new Set(second.answer.files.map(({ outcome }) => outcome))).toEqual(new Set(['known']));
  expect(second.answer.came).toEqual([]);

  write('5 场所.csv', listOfVenues(3, 2, '新').lines);
  const { status, out } = cli('inbox', directory, lists, '--crs', 'wgs84');
  expect(status).toBe(0);
  expect(out).toContain('5 场所.csv：场所 3 行：新增 3，更新 0，未变 0，拒收 0\n');
  expect(out).toContain('今日要办：没有\n');
  expect(out).toMatch(/进入区内：新网吧0，东街小学，区内·禁设 .*（5 场所\.csv）/);
  expect(cli('inbox', directory, join(folder, '没有')).err).toContain('FOLDER_UNREADABLE');
});
