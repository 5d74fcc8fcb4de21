import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** Modules around the mark that stay white, as readers want them. */
const QUIET = 2;

/** A text as a QR code drawn with vectors, `size` in millimetres. */
export function QrCode({ text, size }: { text: string; size: number }) {
  const { path, count } = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const modules = code.getModuleCount();
    const parts: string[] = [];
    for (let row = 0; row < modules; row++)
      for (let column = 0; column < modules; column++)
        if (code.isDark(row, column)) parts.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    return { path: parts.join(''), count: modules + 2 * QUIET };
  }, [text]);
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${count} ${count}`}
      style={{ width: `${size}mm`, height: `${size}mm` }}
      role="img"
      aria-label={text}
      shapeRendering="crispEdges"
    >
      <rect width={count} height={count} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
