import { useEffect, useRef, useState } from 'react';
import type { SchoolToDraw } from '#shared/contract/facilities.ts';
import type { DrawnThing } from '#shared/zones/settle-by-drawing.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { useRemembered } from '../../../components/use-remembered.ts';
import { goTo, replaceRoute } from '../../../routes/navigation.ts';
import type { RouteTo } from '../../../routes/routes.ts';

export type ToDrawWork = ReturnType<typeof useToDraw>;

const none: readonly SchoolToDraw[] = [];

/**
 * Works through the schools of which something is to be drawn. Whatever is saved, the next school opens; what is passed
 * over waits at the end, on this machine, until somebody takes it back.
 */
export function useToDraw(route: RouteTo<'toDraw'>, workspace: string) {
  const list = useService('gates.toDraw', {});
  const may = useMayCall();
  const [skipped, setSkipped] = useRemembered<readonly number[]>(`xueantu.to-draw.${workspace}`, []);
  const filter = useFilter(list.data?.schools ?? none);
  const waiting = filter.found.filter(({ id }) => !skipped.includes(id));
  const passed = filter.found.filter(({ id }) => skipped.includes(id));
  const current = (list.data?.schools ?? none).find(({ id }) => id === route.id) ?? null;
  const mayDraw = may('gates.save');
  const open = ({ id, best }: SchoolToDraw) =>
    replaceRoute({ name: 'toDraw', id, ...(mayDraw && { thing: best }) });
  useOpenFirst(route, waiting, open);
  const skip = () => {
    if (!current) return;
    setSkipped([...skipped.filter((id) => id !== current.id), current.id]);
    const next = after(waiting, current.id);
    if (next) open(next);
    else replaceRoute({ name: 'toDraw' });
  };
  return {
    ...{ list, filter, waiting, passed, current, skip, mayDraw },
    draw: (thing: DrawnThing) => {
      if (current && mayDraw && current.things.some((each) => each.thing === thing))
        goTo({ name: 'toDraw', id: current.id, thing });
    },
    /** Chooses the school so many rows further down. */
    move: (by: number) => {
      const rows = [...waiting, ...passed];
      const next = rows[rows.findIndex(({ id }) => id === current?.id) + by];
      if (next) replaceRoute({ name: 'toDraw', id: next.id });
    },
    takeBack: () => setSkipped([]),
    settled: useSettled(list.data?.doubts ?? null),
    left: list.data?.settles ?? 0,
  };
}

/** The school behind one in the list, from the beginning again where that was the last. */
function after(waiting: readonly SchoolToDraw[], id: number): SchoolToDraw | undefined {
  const others = waiting.filter((school) => school.id !== id);
  return others[waiting.findIndex((school) => school.id === id)] ?? others[0];
}

/** Opens the first school where none is named: at the beginning, and after something was saved. */
function useOpenFirst(
  { id, thing }: RouteTo<'toDraw'>,
  waiting: readonly SchoolToDraw[],
  open: (school: SchoolToDraw) => void,
): void {
  const last = useRef<Pick<RouteTo<'toDraw'>, 'id' | 'thing'>>({});
  useEffect(() => {
    if (id !== undefined) {
      last.current = { id, thing };
      return;
    }
    // What was just saved stands in the list as missing until the new one is read.
    const isSaved = (school: SchoolToDraw) =>
      school.id === last.current.id && school.things.some((each) => each.thing === last.current.thing);
    const next = waiting.find((school) => !isSaved(school));
    if (next) open(next);
  });
}

/** How many doubts there are fewer than when the list was opened; null while it is being read. */
function useSettled(doubts: number | null): number {
  const [first, setFirst] = useState<number | null>(null);
  if (first === null && doubts !== null) setFirst(doubts);
  return doubts === null ? 0 : Math.max(0, (first ?? doubts) - doubts);
}

function useFilter(all: readonly SchoolToDraw[]) {
  const [text, setText] = useState('');
  const [town, setTown] = useState<string | null>(null);
  const towns = [...new Set(all.flatMap((school) => school.town ?? []))].sort();
  const found = all.filter(
    (school) => school.name.includes(text.trim()) && (town === null || school.town === town),
  );
  return { found, towns, town, setTown, text, setText, isFiltered: found.length < all.length };
}
