import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { gateZoneTitle, type RulePack, zoneTitle } from '#shared/rules/rule.ts';
import { severities } from '#shared/zones/verdict.ts';
import { markNames, SeverityMark } from '../../components/severity-mark.tsx';

/** On a map narrower than this, in pixels, the legend is folded until somebody opens it: it would cover a good part. */
const ROOM_FOR_LEGEND = 800;

/** 区外 last. */
const marks = [...severities.slice(0, -1), 'doubt', ...severities.slice(-1)] as const;

export function Legend({ pack }: { pack: RulePack }) {
  const { safetyZone, gateZone } = pack;
  const legend = useRef<HTMLElement>(null);
  const hasRoom = useRoom(legend);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const open = wanted ?? hasRoom;
  return (
    <section ref={legend} className="legend" aria-label="图例">
      <button type="button" className="legend-title" aria-expanded={open} onClick={() => setWanted(!open)}>
        图例 {open ? <DownOutlined /> : <UpOutlined />}
      </button>
      {open && (
        <ul>
          {marks.map((severity) => (
            <li key={severity}>
              <SeverityMark severity={severity} size={15} />
              {markNames[severity]}
            </li>
          ))}
          <li>
            <span className="legend-zone" />
            {safetyZone.distance} m {zoneTitle(pack)}
          </li>
          <li>
            <span className="legend-zone legend-by-point" />
            学校以点代替，区域待核
          </li>
          <li>
            <span className="legend-gate" />
            {gateZone.shape === 'alongRoad'
              ? `校门两侧各 ${gateZone.distance} m 禁停`
              : `${gateZoneTitle(pack)} ${gateZone.distance} m`}
          </li>
        </ul>
      )}
    </section>
  );
}

/** Whether the map that something lies on is wide enough for the legend. */
function useRoom(inside: RefObject<HTMLElement | null>): boolean {
  const [hasRoom, setRoom] = useState(true);
  useEffect(() => {
    const map = inside.current?.parentElement;
    if (!map) return;
    const look = () => setRoom(map.clientWidth >= ROOM_FOR_LEGEND);
    const observer = new ResizeObserver(look);
    observer.observe(map);
    look();
    return () => observer.disconnect();
  }, [inside]);
  return hasRoom;
}
