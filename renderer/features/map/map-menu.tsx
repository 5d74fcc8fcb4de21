import { Dropdown } from 'antd';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useCopyLink } from '../../components/copy-link.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import type { MapControl, MapPlace } from '../../map/map-control.ts';
import { goTo } from '../../routes/navigation.ts';
import type { RouteTo } from '../../routes/routes.ts';

export interface MenuPlace {
  readonly position: LngLat;
  /** Pixels of the map's frame. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What can be done at a spot: copy where it is, look there, ask what could open there. */
export function MapMenu({
  place: { position, at },
  control,
  workspace,
  attribution,
  onNote,
  onPin,
  onClose,
}: {
  place: MenuPlace;
  control: MapControl | null;
  workspace: WorkspaceSummary;
  /** Whose base maps are shown. */
  attribution: string;
  /** Records an incident at the spot; null for who may not. */
  onNote: ((position: LngLat) => void) | null;
  /** Says something of the spot; null for who may not. */
  onPin: ((position: LngLat) => void) | null;
  onClose: () => void;
}) {
  const carryOut = useCarryOut();
  const may = useMayCall();
  const copyLink = useCopyLink();
  const copy = (system: 'wgs84' | 'gcj02') =>
    carryOut(
      async () => {
        // Other systems are needed rarely, so the code that converts is loaded only then.
        const { fromWgs84 } = await import('#shared/geodesy/reference-systems.ts');
        const text = fromWgs84(position, system)
          .map((degree) => degree.toFixed(6))
          .join(',');
        await navigator.clipboard.writeText(text);
        return text;
      },
      (text) => `已复制 ${text}`,
    );
  const copyPicture = () =>
    control &&
    carryOut(
      async () => {
        const { copyViewPicture } = await import('./picture/copy-view-picture.ts');
        return await copyViewPicture(control, workspace, attribution);
      },
      (told) => told,
    );
  return (
    <Dropdown
      open
      trigger={['click']}
      onOpenChange={(open) => !open && onClose()}
      menu={{
        onClick: onClose,
        items: [
          { key: 'wgs84', label: '复制坐标（WGS84）', onClick: () => copy('wgs84') },
          { key: 'gcj02', label: '复制坐标（GCJ-02）', onClick: () => copy('gcj02') },
          { type: 'divider' },
          {
            key: 'link',
            label: '复制此视图的链接',
            onClick: () => control && void copyLink(viewRoute(control.place)),
          },
          { key: 'picture', label: '复制图片（带图例、比例尺）', onClick: () => void copyPicture() },
          { type: 'divider' },
          { key: 'centre', label: '移到地图中央', onClick: () => control?.centre(position) },
          { key: 'north', label: '回到正北', onClick: () => control?.north() },
          ...(onPin || may('incidents.save') || may('precheck.venue') ? [{ type: 'divider' as const }] : []),
          ...(onPin ? [{ key: 'pin', label: '写批注…', onClick: () => onPin(position) }] : []),
          ...(onNote ? [{ key: 'note', label: '记一件事…', onClick: () => onNote(position) }] : []),
          ...(may('precheck.venue')
            ? [
                {
                  key: 'precheck',
                  label: '预检场所…',
                  onClick: () => goTo({ name: 'precheck', what: 'venue' }),
                },
              ]
            : []),
        ],
      }}
    >
      <span style={{ position: 'absolute', left: at.x, top: at.y, width: 1, height: 1 }} />
    </Dropdown>
  );
}

/** A view as people name it in a link: a decimetre, a hundredth of a zoom level. */
function viewRoute({ lng, lat, zoom, bearing }: MapPlace): RouteTo<'view'> {
  const north = Math.round(bearing);
  return {
    name: 'view',
    centre: [Number(lng.toFixed(6)), Number(lat.toFixed(6))],
    zoom: Number(zoom.toFixed(2)),
    bearing: north === 0 ? undefined : north,
  };
}
