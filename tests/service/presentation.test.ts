import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectSensitive } from '#service/db/queries/sensitive-values.ts';
import { systemClock } from '#service/platform/clock.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { SLIDE, SMALLEST } from '#shared/presenting/draw-slide.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { figures } from '#shared/tables/figures.ts';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPoppler } from '../support/this-machine.ts';
import { openService } from '../support/workspace.ts';

const period = periodOf(dayOf(systemClock.now()));
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

describe('a quarter as slides', () => {
  it('is ten, every figure opens as many rows as it says, and nothing is too small to be read at 5 m', async () => {
    const { call } = await openService(await layDemo(), systemClock);
    const { slides, title } = await call('presentation.slides', { period });
    expect(slides).toHaveLength(10);
    expect(title).toContain('季度');
    const counted: string[] = [];
    for (const { svg, spots } of slides) {
      for (const [, size] of svg.matchAll(/font-size="([\d.]+)"/g))
        expect(Number(size)).toBeGreaterThanOrEqual(SMALLEST);
      for (const { box, label, opens } of spots) {
        expect(box.x >= 0 && box.x + box.width <= SLIDE.width && box.y + box.height <= SLIDE.height).toBe(
          true,
        );
        if (opens.kind !== 'rows' || !/^\S+（[家处次所]） \d+$/.test(label)) continue;
        if (/已整治|受检|参加|挂牌/.test(label)) continue;
        const { table, query } = opens;
        const { total } = await call('tables.totals', { table, query, columns: [] });
        expect([label, total]).toEqual([label, Number(/\d+$/.exec(label)?.[0])]);
        counted.push(label);
      }
    }
    expect(counted.length).toBeGreaterThanOrEqual(10);
    // The same figures as on the overview.
    const { severities, hazards } = await call('overview.get', {});
    for (const [label, value] of [
      ['区内·禁设（家）', severities.violation],
      ['待实测（家）', severities.undetermined],
      ['重点监管（家）', severities.supervised],
      ['在办（处）', hazards.open],
      ['逾期（处）', hazards.overdue],
    ] as const)
      expect(slides.flatMap(({ spots }) => spots).map((spot) => spot.label)).toContain(`${label} ${value}`);
    expect(figures.violation.table).toBe('venues');
  });

  it('is one file that needs no network, and the redacted one tells nothing sensitive', async () => {
    const { call, service } = await openService(await layDemo(), systemClock);
    // A venue that bears the name of a town: no slide may tell it then.
    const town = (await call('map.regions', {})).find(({ level }) => level === TOWN_LEVEL)?.name ?? '';
    expect(town).not.toBe('');
    const before = await call('presentation.slides', { period, edition: 'redacted' });
    expect(before.slides.flatMap(({ svg }) => textsOf(svg))).toContain(town);
    await call('tables.edit', { table: 'venues', ids: [1], values: { name: town } });
    const read = async (edition: 'full' | 'redacted') =>
      new TextDecoder().decode(await call('presentation.file', { period, edition, format: 'html' }));
    const [redacted, full] = [await read('redacted'), await read('full')];
    for (const page of [redacted, full]) {
      expect(page.length).toBeLessThan(3_000_000);
      expect(page.match(/<section/g)).toHaveLength(10);
      expect(page.match(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/)).toBeNull();
      expect(page.match(/\b(src|href)=/)).toBeNull();
    }
    const sensitive = await selectSensitive(service.workspace.database.reader);
    expect(sensitive.size).toBeGreaterThan(500);
    expect(sensitive.has(town)).toBe(true);
    expect([...sensitive].filter((value) => redacted.includes(value))).toEqual([]);
    // The full one does tell: the scan finds what is there.
    expect(full).toContain(town);
    const schools = (await call('schools.list', {})).map(({ name }) => name);
    expect(schools.some((name) => full.includes(name))).toBe(true);
    expect(schools.some((name) => redacted.includes(name))).toBe(false);
  });

  it.skipIf(!hasPoppler)('is a PDF with a page each slide', async () => {
    const { call } = await openService(await layDemo(), systemClock);
    const path = join(temporaryFolder(), 'slides.pdf');
    writeFileSync(path, await call('presentation.file', { period, format: 'pdf' }));
    const text = pdfText(path);
    const { slides } = await call('presentation.slides', { period });
    expect(text.split('\f').filter((page) => page.trim() !== '')).toHaveLength(10);
    for (const { title } of slides) expect(text).toContain(title);
  });
});
