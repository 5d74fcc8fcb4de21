import type { Block, SheetTemplate } from './sheet-template.ts';

/** More numbered places than this stand too close on a map of A4. */
export const CROWDED = 40;

/** What helps where a sheet is crowded: larger paper, or a part of the map drawn larger. */
export const crowdedOffers = ['A3', 'detail'] as const;
export type CrowdedOffer = (typeof crowdedOffers)[number];

/** What can still be done for a sheet with so many numbered places; empty where it is not crowded. */
export function offersFor({ paper, blocks }: SheetTemplate, places: number): CrowdedOffer[] {
  if (places <= CROWDED) return [];
  const hasDetail = blocks.some((block) => block.kind === 'map' && block.role === 'detail' && !block.hidden);
  return [...(paper.size === 'A4' ? ['A3' as const] : []), ...(hasDetail ? [] : ['detail' as const])];
}

/** What an offer changes of a template. */
export function takeOffer(
  { paper, blocks }: SheetTemplate,
  offer: CrowdedOffer,
): Partial<Pick<SheetTemplate, 'paper' | 'blocks'>> {
  if (offer === 'A3') return { paper: { size: 'A3', landscape: paper.landscape } };
  return { blocks: withDetail(blocks) };
}

/** Units. */
const HEIGHT = 56;
const GAP = 3;

/**
 * An enlarged part at the top of the column of lists, which go on to further pages anyway: it covers nothing of the map.
 */
function withDetail(blocks: readonly Block[]): Block[] {
  const first = blocks.find((block) => block.kind === 'table' && block.below === undefined);
  const ids = new Set(blocks.map(({ id }) => id));
  const numbered = Array.from({ length: blocks.length + 1 }, (_, i) => `detail${i === 0 ? '' : i}`);
  const top = first?.top ?? 30;
  const detail: Block = {
    id: numbered.find((id) => !ids.has(id)) ?? 'detail',
    kind: 'map',
    role: 'detail',
    enlarge: 2.5,
    ...(first ? { right: first.right, width: first.width } : { left: 18, width: 64 }),
    top,
    height: HEIGHT,
    repeat: false,
    hidden: false,
  };
  return [
    ...blocks.map((block) => (block === first ? { ...block, top: top + HEIGHT + GAP } : block)),
    detail,
  ];
}
