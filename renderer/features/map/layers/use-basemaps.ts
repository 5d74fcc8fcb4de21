import { useMemo } from 'react';
import { plainAttribution } from '#shared/basemaps/attribution.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { useRemembered } from '../../../components/use-remembered.ts';
import { arrange, type BasemapLook } from './arranged-basemaps.ts';

/** The base maps in the order and with the opacity in which they were left, those that are shown, and whose they are. */
export function useBasemaps(workspace: string, known: OutputOf<'basemaps.list'>) {
  const [looks, onLooks] = useRemembered<readonly BasemapLook[]>(`xueantu.map.${workspace}.basemaps`, []);
  const arranged = useMemo(() => arrange(known, looks), [known, looks]);
  const shown = useMemo(
    () =>
      arranged
        .filter(({ look }) => look.shown)
        .map(({ basemap, look }) => ({ ...basemap, opacity: look.opacity })),
    [arranged],
  );
  return { arranged, onLooks, shown, attribution: attributionOf(shown) };
}

function attributionOf(basemaps: readonly { attribution: string; approval: string }[]): string {
  const texts = basemaps.flatMap(({ attribution, approval }) => [
    plainAttribution(attribution),
    approval && `审图号：${approval}`,
  ]);
  return [...new Set(texts.filter(Boolean))].join(' · ');
}
