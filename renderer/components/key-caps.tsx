import { capsOf, type KeyUse } from './keys.ts';
import './key-caps.css';

/** The ways to press something, as caps of a keyboard. */
export function KeyCaps({ of: { press } }: { of: KeyUse }) {
  return (
    <span className="key-ways">
      {press.map((way) => (
        <span key={way} className="key-way">
          {capsOf(way).map((cap) => (
            <kbd key={cap} className="key-cap">
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
