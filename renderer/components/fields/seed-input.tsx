import { NumberSetting } from './number-field.tsx';

/** What 32 bits hold: the generator takes no more. */
const MOST = 4_294_967_295;

/** The seed that a draw by lot begins with: kept, it draws the same again. */
export function SeedInput({ value, onChange }: { value: number; onChange: (seed: number) => void }) {
  return (
    <NumberSetting
      label="随机种子"
      size="small"
      className="seed-input"
      whole
      min={0}
      max={MOST}
      value={value}
      onChange={onChange}
    />
  );
}
