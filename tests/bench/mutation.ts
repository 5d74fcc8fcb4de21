import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import ceilings from './ceilings.json' with { type: 'json' };
import { type EquivalentMutant, equivalentMutants } from './equivalent-mutants.ts';
import { type Figures, root } from './figures.ts';

/** The folders in which a wrong line is a wrong result: every change to them has to be noticed by a test. */
export const mutatedAreas: readonly string[] = ['zones', 'rules', 'geodesy', 'ledger', 'registry'];

/**
 * Changes the code of the core one small step at a time (a mutant: `<` for `<=`, a condition always true, a
 * text emptied) and runs the tests of `tests/shared` that reach it. A mutant that no test notices shows
 * what the tests do not guard. All mutants of all areas, or of those named, are tried; none is drawn by lot.
 */
export async function benchMutation(
  figures: Figures,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const areas = (names.length > 0 ? names : mutatedAreas).map((name) => `shared/${name}`);
  const mutants = await runMutants(
    areas.map((area) => `${area}/*.ts`),
    folder,
    availableParallelism(),
  );
  for (const area of areas) {
    const tried = mutants.filter(({ file }) => file.startsWith(`${area}/`));
    const alive = tried.filter(({ isNoticed }) => !isNoticed);
    figures.add({
      what: `mutants of ${area} that no test notices, of ${tried.length}`,
      value: (100 * alive.length) / tried.length,
      unit: '%',
      limit: ceilings.unnoticedMutantsPercent,
      peer: '',
      peerValue: null,
    });
    for (const mutant of alive) process.stdout.write(`  ${describeMutant(mutant)}\n`);
  }
}

/** One small change to the code, and whether a test noticed it. */
interface Mutant {
  /** From the root of the project, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line on which it begins, without indent. */
  readonly lineText: string;
  readonly code: string;
  readonly becomes: string;
  readonly isNoticed: boolean;
  /** Its test did not end in time: on a busy machine that says nothing. */
  readonly isLate: boolean;
}

/**
 * Tries every mutant of the files that the patterns name, without those listed as equivalent. Throws where
 * the list of equivalent mutants names one that a test notices or that is none any more.
 */
async function runMutants(patterns: readonly string[], folder: string, workers: number): Promise<Mutant[]> {
  const results = await new Stryker({
    configFile: 'tests/bench/mutation.stryker.config.mjs',
    mutate: [...patterns],
    concurrency: workers,
    tempDirName: folder,
  }).runMutationTest();
  const sources = new Map<string, readonly string[]>();
  const mutants = results
    .filter(({ status }) => JUDGED.has(status))
    .map(({ fileName, location: { start, end }, replacement, status }): Mutant => {
      const file = relative(root, fileName).replaceAll('\\', '/');
      const lines = sources.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n');
      sources.set(file, lines);
      return {
        file,
        line: start.line,
        column: start.column,
        lineText: lines[start.line - 1]?.trim() ?? '',
        code: plain(textBetween(lines, start, end)),
        becomes: plain(replacement),
        isNoticed: NOTICED.has(status),
        isLate: status === 'Timeout',
      };
    });
  return withoutEquivalents(mutants);
}

/** A run that cannot even begin with the mutant (RuntimeError) fails like one whose test fails. */
const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError']);
const JUDGED = new Set([...NOTICED, 'Survived', 'NoCoverage']);

/** Mutants without those that a person has found to change nothing. */
function withoutEquivalents(mutants: readonly Mutant[]): Mutant[] {
  const files = new Set(mutants.map(({ file }) => file));
  for (const listed of equivalentMutants.filter(({ file }) => files.has(file))) {
    const found = mutants.filter((mutant) => isListed(mutant, listed));
    if (found.length === 0)
      throw new Error(`no mutant any more, take it off the list: ${JSON.stringify(listed)}`);
    if (found.every(({ isNoticed, isLate }) => isNoticed && !isLate))
      throw new Error(`a test notices it, take it off the list: ${JSON.stringify(listed)}`);
  }
  return mutants.filter(
    (mutant) => mutant.isNoticed || !equivalentMutants.some((listed) => isListed(mutant, listed)),
  );
}

function isListed(mutant: Mutant, { file, line, code, becomes }: EquivalentMutant): boolean {
  return (
    mutant.file === file && mutant.lineText === line && mutant.code === code && mutant.becomes === becomes
  );
}

/** Line and column, from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text from one position up to another, without the latter. */
function textBetween(lines: readonly string[], start: Position, end: Position): string {
  const text = lines.slice(start.line - 1, end.line);
  text[text.length - 1] = (text.at(-1) ?? '').slice(0, end.column - 1);
  text[0] = (text[0] ?? '').slice(start.column - 1);
  return text.join('\n');
}

/** Code in one line. */
function plain(code: string): string {
  return code.replace(/\s+/g, ' ');
}

function describeMutant({ file, line, column, code, becomes }: Mutant): string {
  return `${file}:${line}:${column} ${code} → ${becomes}`;
}
