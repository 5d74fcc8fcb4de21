import type { InputOf } from '#shared/contract/contract.ts';
import type { OpenWorkspace } from './workspace.ts';

type Call = OpenWorkspace['call'];

/** What is said whole with a save: the later one counts, and the trail has each. */
interface Whole<Name extends WholeName> {
  readonly name: Name;
  readonly input: (text: string, comment: number) => InputOf<Name>;
  /** What is stored. */
  readonly read: (call: Call) => Promise<unknown>;
}
type WholeName =
  | 'saved.save'
  | 'comments.edit'
  | 'documents.saveTemplate'
  | 'locating.saveGeocoder'
  | 'calendar.keepSchools';
const whole = <Name extends WholeName>(each: Whole<Name>) => each;

/** Saves of this kind that several pages send at once, each with a text of its own. */
export const wholeSaves = [
  whole<'saved.save'>({
    name: 'saved.save',
    input: (text) => ({ name: '底图', content: { kind: 'credit', attribution: text, approval: '' } }),
    read: (call) => call('saved.list', {}),
  }),
  whole<'comments.edit'>({
    name: 'comments.edit',
    input: (text, id) => ({ id, text, mentioned: [] }),
    read: (call) => call('comments.list', { of: { kind: 'school', id: 1 } }),
  }),
  whole<'documents.saveTemplate'>({
    name: 'documents.saveTemplate',
    input: (text) => ({ id: 'weekly', blocks: [{ kind: 'text', text }] }),
    read: (call) => call('documents.templates', {}),
  }),
  whole<'locating.saveGeocoder'>({
    name: 'locating.saveGeocoder',
    input: (city) => ({ provider: 'off', key: '', city, perSecond: 1 }),
    read: (call) => call('locating.geocoder', {}),
  }),
  whole<'calendar.keepSchools'>({
    name: 'calendar.keepSchools',
    input: (title) => ({ breaks: [{ title, from: '2027-01-20', to: '2027-02-20' }], peaks: null }),
    read: (call) => call('calendar.schools', {}),
  }),
];

/** A save that the service has acknowledged. */
export interface SavedWhole {
  readonly name: WholeName;
  readonly text: string;
}

/** What was lost or came twice, in words: the trail has each save once, and what is stored is what the last one said. */
export async function findLostWholes(
  { service, call }: Pick<OpenWorkspace, 'service' | 'call'>,
  saved: readonly SavedWhole[],
): Promise<string[]> {
  const losses: string[] = [];
  const entries = await service.workspace.database.reader
    .selectFrom('audit')
    .select(['command', 'input'])
    .orderBy('id')
    .execute();
  for (const { name, read } of wholeSaves) {
    const texts = saved.flatMap((each) => (each.name === name ? [each.text] : []));
    const told = entries.flatMap(({ command, input }) => (command === name ? [textIn(input, texts)] : []));
    if (told.toSorted().join() !== texts.toSorted().join())
      losses.push(`${name} was saved as ${texts.join()}, and the trail tells ${told.join()}`);
    const last = told.at(-1);
    if (last !== undefined && !JSON.stringify(await read(call)).includes(JSON.stringify(last)))
      losses.push(`${name} does not say ${last}, which was saved last`);
  }
  return losses;
}

function textIn(input: string, texts: readonly string[]): string {
  return texts.find((text) => input.includes(JSON.stringify(text))) ?? input;
}
